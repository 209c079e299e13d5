//! The words of each template, in Bahasa Indonesia and in English.
//!
//! Plain, and without blame: what happened, and what to do now. What goes into
//! them stands in `letter`.

use permits::NoticeLanguage;

use crate::template::Template;

/// The words of a template in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Words {
    /// The subject of an e-mail.
    pub(crate) subject: &'static str,
    /// What happened, in one or two sentences.
    pub(crate) lead: &'static str,
}

/// The words of `template`.
pub(crate) fn of(template: Template, language: NoticeLanguage) -> Words {
    let (indonesian, english) = both(template);
    let (subject, lead) = match language {
        NoticeLanguage::Indonesian => indonesian,
        NoticeLanguage::English => english,
    };
    Words { subject, lead }
}

/// Subject and lead, in Bahasa Indonesia and in English.
type Pair = (&'static str, &'static str);

fn both(template: Template) -> (Pair, Pair) {
    match template {
        Template::Submitted => (
            (
                "Permohonan Anda telah diterima",
                "Permohonan Anda telah kami terima dan akan diperiksa kelengkapannya.",
            ),
            (
                "Your application was received",
                "We have received your application and will check whether it is complete.",
            ),
        ),
        Template::Accepted => (
            (
                "Berkas Anda lengkap",
                "Berkas Anda dinyatakan lengkap dan jangka waktu layanan mulai berjalan.",
            ),
            (
                "Your file is complete",
                "Your file was found complete and the time of the service has begun.",
            ),
        ),
        Template::Returned => (
            (
                "Permohonan Anda perlu diperbaiki",
                "Ada yang perlu Anda perbaiki. Semua kekurangan tercantum dalam permohonan Anda; \
                 waktu berhenti sampai Anda menyerahkan perbaikan.",
            ),
            (
                "Your application needs a correction",
                "Something needs to be corrected. Everything that is missing is listed in your \
                 application; the time stands still until you hand in the correction.",
            ),
        ),
        Template::Resubmitted => (
            (
                "Perbaikan Anda telah diterima",
                "Perbaikan Anda telah kami terima dan waktu berjalan kembali.",
            ),
            (
                "Your correction was received",
                "We have received your correction and the time runs on.",
            ),
        ),
        Template::Withdrawn => (
            (
                "Permohonan Anda telah ditarik",
                "Permohonan Anda telah ditarik. Bila bukan Anda yang menariknya, segera hubungi kami.",
            ),
            (
                "Your application was withdrawn",
                "Your application was withdrawn. If it was not you who did so, contact us at once.",
            ),
        ),
        Template::StepCompleted => (
            ("Permohonan Anda maju satu tahap", "Satu tahap permohonan Anda telah selesai."),
            ("Your application is a step further", "A step of your application is done."),
        ),
        Template::Approved => (
            (
                "Permohonan Anda disetujui",
                "Permohonan Anda disetujui. Dokumennya akan segera kami terbitkan.",
            ),
            (
                "Your application was approved",
                "Your application was approved. We will issue the document soon.",
            ),
        ),
        Template::Rejected => (
            (
                "Keputusan atas permohonan Anda",
                "Permohonan Anda tidak dapat dikabulkan. Alasannya, dan cara mengajukan keberatan, \
                 tercantum dalam permohonan Anda.",
            ),
            (
                "The decision on your application",
                "Your application could not be granted. The reason, and how to object, are shown \
                 in your application.",
            ),
        ),
        Template::Issued => (
            ("Izin Anda telah terbit", "Dokumen untuk permohonan Anda telah diterbitkan."),
            ("Your licence was issued", "The document for your application was issued."),
        ),
        Template::HandedOver => (
            (
                "Permohonan Anda diteruskan ke instansi lain",
                "Instansi lain sedang mengerjakan satu tahap permohonan Anda. Anda tidak perlu \
                 melakukan apa pun.",
            ),
            (
                "Your application is with another agency",
                "Another agency is working on a step of your application. You need not do anything.",
            ),
        ),
        Template::HandedBack => (
            (
                "Permohonan Anda kembali pada kami",
                "Instansi lain telah selesai dan permohonan Anda kembali pada kami.",
            ),
            (
                "Your application is back with us",
                "The other agency is done and your application is back with us.",
            ),
        ),
        Template::CalendarAmended => (
            (
                "Batas waktu permohonan Anda bergeser",
                "Kalender hari kerja berubah menurut ketetapan, sehingga batas waktu permohonan \
                 Anda bergeser.",
            ),
            (
                "The due date of your application has moved",
                "The calendar of working days was changed by decree, so the due date of your \
                 application has moved.",
            ),
        ),
        Template::DeadlineBreached => (
            (
                "Permohonan Anda melewati batas waktu",
                "Permohonan Anda belum selesai pada batas waktunya. Keterlambatan ini ada pada \
                 kami dan telah tercatat.",
            ),
            (
                "Your application is past its due date",
                "Your application was not settled by its due date. This delay is ours and is on \
                 record.",
            ),
        ),
        Template::DeemedApproved => (
            (
                "Permohonan Anda dianggap dikabulkan",
                "Batas waktu lewat tanpa keputusan, sehingga menurut hukum permohonan Anda \
                 dianggap dikabulkan dan dokumennya wajib kami terbitkan.",
            ),
            (
                "Your application counts as granted",
                "The time passed without a decision, so by law your application counts as granted \
                 and we must issue the document.",
            ),
        ),
        Template::FeeAssessed => (
            (
                "Retribusi permohonan Anda telah ditetapkan",
                "Retribusi telah ditetapkan. Jumlah, dasar hukum dan kode pembayarannya tercantum \
                 dalam permohonan Anda. Bayarlah hanya dengan kode itu.",
            ),
            (
                "The fee of your application was assessed",
                "The fee was assessed. Its amount, legal basis and payment code are shown in your \
                 application. Pay by that code only.",
            ),
        ),
        Template::FeeReminded => (
            (
                "Retribusi permohonan Anda belum dibayar",
                "Retribusi permohonan Anda belum dibayar. Kode pembayaran dan batas waktunya \
                 tercantum dalam permohonan Anda.",
            ),
            (
                "The fee of your application is not paid yet",
                "The fee of your application is not paid yet. The payment code and its last day \
                 are shown in your application.",
            ),
        ),
        Template::FeeCancelled => (
            (
                "Ketetapan retribusi dibatalkan",
                "Ketetapan retribusi permohonan Anda dibatalkan. Jangan membayar dengan kode yang \
                 lama.",
            ),
            (
                "The fee assessment was cancelled",
                "The fee assessment of your application was cancelled. Do not pay by the old code.",
            ),
        ),
        Template::FeeDueMoved => (
            (
                "Batas pembayaran bergeser",
                "Batas waktu pembayaran retribusi permohonan Anda bergeser.",
            ),
            (
                "The last day for paying has moved",
                "The last day for paying the fee of your application has moved.",
            ),
        ),
        Template::FeePaid => (
            (
                "Pembayaran Anda telah diterima",
                "Pembayaran retribusi permohonan Anda telah kami terima seluruhnya.",
            ),
            (
                "Your payment was received",
                "We have received the whole payment of the fee for your application.",
            ),
        ),
        Template::FeeLapsed => (
            (
                "Batas pembayaran telah lewat",
                "Retribusi tidak dibayar sampai batas waktunya. Yang masih dapat Anda lakukan \
                 tercantum dalam permohonan Anda.",
            ),
            (
                "The time for paying has passed",
                "The fee was not paid in time. What you can still do is shown in your application.",
            ),
        ),
        Template::ClosedUnpaid => (
            (
                "Permohonan Anda ditutup",
                "Permohonan Anda ditutup karena retribusinya tidak dibayar pada waktunya. Anda \
                 dapat mengajukan permohonan baru.",
            ),
            (
                "Your application was closed",
                "Your application was closed because its fee was not paid in time. You can file a \
                 new application.",
            ),
        ),
        Template::ObjectionFiled => (
            (
                "Keberatan Anda telah diterima",
                "Keberatan Anda telah kami terima dan akan diputus oleh orang lain.",
            ),
            (
                "Your objection was received",
                "We have received your objection; another person will decide on it.",
            ),
        ),
        Template::ObjectionMoved => (
            (
                "Batas waktu keberatan Anda bergeser",
                "Kalender hari kerja berubah menurut ketetapan, sehingga batas waktu putusan atas \
                 keberatan Anda bergeser.",
            ),
            (
                "The due date of your objection has moved",
                "The calendar of working days was changed by decree, so the last day for deciding \
                 on your objection has moved.",
            ),
        ),
        Template::ObjectionUpheld => (
            (
                "Keberatan Anda dikabulkan",
                "Keberatan Anda dikabulkan. Putusan dan kelanjutannya tercantum dalam permohonan \
                 Anda.",
            ),
            (
                "Your objection was granted",
                "Your objection was granted. The decision and what follows are shown in your \
                 application.",
            ),
        ),
        Template::ObjectionDismissed => (
            (
                "Putusan atas keberatan Anda",
                "Keberatan Anda tidak dapat dikabulkan. Alasannya, dan upaya yang masih terbuka, \
                 tercantum dalam permohonan Anda.",
            ),
            (
                "The decision on your objection",
                "Your objection could not be granted. The reason, and what is still open to you, \
                 are shown in your application.",
            ),
        ),
        Template::ObjectionLapsed => (
            (
                "Keberatan Anda dianggap dikabulkan",
                "Keberatan Anda tidak diputus pada waktunya, sehingga dianggap dikabulkan. \
                 Kelanjutannya tercantum dalam permohonan Anda.",
            ),
            (
                "Your objection counts as granted",
                "Your objection was not decided in time, so it counts as granted. What follows is \
                 shown in your application.",
            ),
        ),
        Template::MessagePosted => (
            (
                "Ada pesan dalam permohonan Anda",
                "Ada pesan baru dalam permohonan Anda. Balaslah hanya di sana.",
            ),
            (
                "There is a message in your application",
                "There is a new message in your application. Answer it only there.",
            ),
        ),
        Template::MandateGiven => (
            (
                "Kuasa atas permohonan Anda telah dicatat",
                "Seseorang dicatat sebagai kuasa Anda untuk permohonan ini. Bila Anda tidak \
                 memberi kuasa, segera hubungi kami.",
            ),
            (
                "A mandate for your application was recorded",
                "Somebody was recorded as acting for you in this application. If you gave no \
                 mandate, contact us at once.",
            ),
        ),
        Template::MandateEnded => (
            (
                "Kuasa atas permohonan Anda berakhir",
                "Kuasa untuk bertindak atas nama Anda dalam permohonan ini telah berakhir.",
            ),
            (
                "The mandate for your application has ended",
                "The mandate to act for you in this application has ended.",
            ),
        ),
        Template::LicenceSigned => (
            (
                "Dokumen Anda dapat diunduh",
                "Dokumen Anda telah ditandatangani secara elektronik dan dapat diunduh.",
            ),
            (
                "Your document can be downloaded",
                "Your document was signed electronically and can be downloaded.",
            ),
        ),
        Template::LicenceRevoked => (
            (
                "Izin Anda dicabut",
                "Izin Anda dicabut dan tidak berlaku lagi. Alasannya tercantum dalam permohonan \
                 Anda.",
            ),
            (
                "Your licence was revoked",
                "Your licence was revoked and is no longer valid. The reason is shown in your \
                 application.",
            ),
        ),
        Template::LicenceSuperseded => (
            (
                "Izin Anda digantikan",
                "Izin Anda digantikan oleh izin yang baru; yang lama tidak berlaku lagi.",
            ),
            (
                "Your licence was replaced",
                "Your licence was replaced by a new one; the old one is no longer valid.",
            ),
        ),
        Template::LicenceExpiring => (
            (
                "Izin Anda segera berakhir",
                "Masa berlaku izin Anda segera berakhir. Ajukan perpanjangan bila masih Anda \
                 perlukan.",
            ),
            (
                "Your licence ends soon",
                "Your licence ends soon. Apply for its renewal if you still need it.",
            ),
        ),
        Template::LicenceExpired => (
            ("Izin Anda telah berakhir", "Masa berlaku izin Anda telah berakhir."),
            ("Your licence has ended", "Your licence has ended."),
        ),
        Template::Compensated => (
            (
                "Kompensasi atas janji layanan",
                "Kami tidak memenuhi janji layanan dan mencatat kompensasi bagi Anda. Rinciannya \
                 tercantum dalam permohonan Anda.",
            ),
            (
                "Compensation for a broken promise",
                "We did not keep our service promise and recorded a compensation for you. Details \
                 are shown in your application.",
            ),
        ),
        Template::ComplaintReceived => (
            (
                "Pengaduan Anda telah diterima",
                "Pengaduan Anda telah kami terima dan akan diperiksa kelengkapannya.",
            ),
            (
                "Your complaint was received",
                "We have received your complaint and will check whether it is complete.",
            ),
        ),
        Template::ComplaintCompletionAsked => (
            (
                "Pengaduan Anda perlu dilengkapi",
                "Ada yang perlu Anda lengkapi. Apa yang kurang tercantum dalam pengaduan Anda; \
                 waktu berhenti sampai Anda melengkapinya.",
            ),
            (
                "Your complaint needs to be completed",
                "Something is missing. What it is stands in your complaint; the time stands still \
                 until you complete it.",
            ),
        ),
        Template::ComplaintAnswered => (
            (
                "Pengaduan Anda telah dijawab",
                "Pengaduan Anda telah dijawab. Bacalah jawabannya dan sampaikan apakah masalahnya \
                 selesai; Anda dapat menyanggahnya selama waktunya belum lewat.",
            ),
            (
                "Your complaint was answered",
                "Your complaint was answered. Read the answer and say whether the matter is \
                 solved; you can dispute it while there is time.",
            ),
        ),
        Template::ComplaintClosed => (
            (
                "Pengaduan Anda ditutup",
                "Pengaduan Anda ditutup. Alasannya, dan sampai kapan Anda dapat memintanya dibuka \
                 kembali, tercantum dalam pengaduan Anda.",
            ),
            (
                "Your complaint was closed",
                "Your complaint was closed. The ground, and until when you can have it opened \
                 again, stand in your complaint.",
            ),
        ),
        Template::ComplaintReopened => (
            ("Pengaduan Anda dibuka kembali", "Pengaduan Anda dibuka kembali dan akan ditangani."),
            ("Your complaint is open again", "Your complaint is open again and will be handled."),
        ),
        Template::ComplaintEscalated => (
            (
                "Pengaduan Anda terlambat ditangani",
                "Pengaduan Anda melewati batas waktunya dan kini ada pada atasan. Keterlambatan \
                 ini ada pada kami dan telah tercatat.",
            ),
            (
                "Your complaint is late",
                "Your complaint is past its due date and lies with the superior now. This delay is \
                 ours and is on record.",
            ),
        ),
        Template::News => (
            ("Ada kabar tentang permohonan Anda", "Ada kabar baru tentang permohonan Anda."),
            ("There is news of your application", "There is news of your application."),
        ),
    }
}
