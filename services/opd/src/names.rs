//! Resource names: `agencies/{agency}/…`, as the contract writes them.
//!
//! A name says where a thing is kept. Whether it is there, the store knows.

use kernel::{AgencyId, IdError, PersonId, Slug, Unit, UnitId};

const AGENCY: &str = "agencies/{agency}";
const APPLICATION: &str = "agencies/{agency}/applications/{application}";
const BREACH: &str = "agencies/{agency}/breaches/{breach}";
const CALENDAR: &str = "agencies/{agency}/calendar";
const COMMENT: &str = "agencies/{agency}/forums/{forum}/comments/{comment}";
const FORUM: &str = "agencies/{agency}/forums/{forum}";
const IMPROVEMENT: &str = "agencies/{agency}/improvements/{action}";
const PARTICIPANT: &str = "agencies/{agency}/forums/{forum}/participants/{participant}";
const COMPLAINT: &str = "agencies/{agency}/complaints/{complaint}";
const COMPLAINT_FILE: &str = "agencies/{agency}/complaints/{complaint}/files/{file}";
const COMPLAINT_UPLOAD: &str = "agencies/{agency}/complaints/{complaint}/uploads/{upload}";
const FILE: &str = "agencies/{agency}/applications/{application}/files/{file}";
const HALL: &str = "agencies/{agency}/hall";
const NOTICE: &str = "agencies/{agency}/notices/{notice}";
const JOURNAL: &str = "agencies/{agency}/journal";
const LICENCE: &str = "agencies/{agency}/licences/{licence}";
const PROMISE: &str = "agencies/{agency}/promise";
const OFFICER: &str = "agencies/{agency}/officers/{officer}";
const PRODUCT: &str = "agencies/{agency}/ombudsmanProducts/{product}";
const REPORT: &str = "agencies/{agency}/reports/{report}";
const SERVICE: &str = "agencies/{agency}/services/{service}";
const STAND: &str = "agencies/{agency}/hall/stands/{stand}";
const STANDARD: &str = "agencies/{agency}/services/{service}/standards/{version}";
const SOP: &str = "agencies/{agency}/sops/{sop}";
const SUBJECT_REQUEST: &str = "agencies/{agency}/subjectRequests/{request}";
const SOP_VERSION: &str = "agencies/{agency}/sops/{sop}/versions/{version}";
const UPLOAD: &str = "agencies/{agency}/applications/{application}/uploads/{upload}";
const VISIT: &str = "agencies/{agency}/hall/visits/{visit}";

/// Why a text is not the name that a field takes. Never repeats the text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NameError {
    /// Other segments than the pattern's.
    #[error("must be {pattern}")]
    Shape {
        /// The name's pattern.
        pattern: &'static str,
    },
    /// The right segments, one of them with an id of another form.
    #[error("must be {pattern}, where {part} {why}")]
    Part {
        /// The name's pattern.
        pattern: &'static str,
        /// The segment, as the pattern writes it.
        part: &'static str,
        /// What that id must be.
        why: PartError,
    },
}

/// What an id within a name must be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum PartError {
    /// Every id but those.
    #[error(transparent)]
    Id(#[from] IdError),
    /// An id of an application, a licence, a file or an upload has one spelling only.
    #[error("must be a UUID in lower case with hyphens")]
    NotAUuid,
    /// A version has one spelling only, too.
    #[error("must be a number from 1, without zeros before it")]
    NotAVersion,
}

/// The agency that `agencies/{agency}` names.
pub(crate) fn parse_agency(name: &str) -> Result<AgencyId, NameError> {
    let [agency] = slugs(name, AGENCY)?;
    Ok(agency)
}

/// The agency whose calendar is named.
pub(crate) fn parse_calendar(name: &str) -> Result<AgencyId, NameError> {
    let [agency] = slugs(name, CALENDAR)?;
    Ok(agency)
}

/// The agency whose journal is named.
pub(crate) fn parse_journal(name: &str) -> Result<AgencyId, NameError> {
    let [agency] = slugs(name, JOURNAL)?;
    Ok(agency)
}

/// The agency and the id of the service that is named.
pub(crate) fn parse_service(name: &str) -> Result<(AgencyId, Slug), NameError> {
    let [agency, service] = slugs(name, SERVICE)?;
    Ok((agency, service))
}

/// The agency whose promise is named.
pub(crate) fn parse_promise(name: &str) -> Result<AgencyId, NameError> {
    let [agency] = slugs(name, PROMISE)?;
    Ok(agency)
}

/// The agency and the id of the Ombudsman's product that is named.
pub(crate) fn parse_product(name: &str) -> Result<(AgencyId, String), NameError> {
    let [agency, product] = parts(name, PRODUCT)?;
    Ok((agency.slug(PRODUCT)?, product.uuid(PRODUCT)?))
}

/// The agency and the id of the report to the inspectorate that is named.
pub(crate) fn parse_report(name: &str) -> Result<(AgencyId, String), NameError> {
    let [agency, report] = parts(name, REPORT)?;
    Ok((agency.slug(REPORT)?, report.uuid(REPORT)?))
}

/// The agency, the service and the version of the standard that is named.
pub(crate) fn parse_standard(name: &str) -> Result<(AgencyId, Slug, u32), NameError> {
    versioned(name, STANDARD)
}

/// The agency, the SOP and the version that is named.
pub(crate) fn parse_sop_version(name: &str) -> Result<(AgencyId, Slug, u32), NameError> {
    versioned(name, SOP_VERSION)
}

/// An agency, something of it, and a version of that.
fn versioned(name: &str, pattern: &'static str) -> Result<(AgencyId, Slug, u32), NameError> {
    let [agency, thing, version] = parts(name, pattern)?;
    let (agency, thing) = (agency.slug(pattern)?, thing.slug(pattern)?);
    let number = version
        .text
        .parse()
        .ok()
        .filter(|number: &u32| *number > 0 && number.to_string() == version.text);
    let number = number.ok_or_else(|| version.refused(pattern, PartError::NotAVersion))?;
    Ok((agency, thing, number))
}

/// The agency and the id of the SOP that is named.
pub(crate) fn parse_sop(name: &str) -> Result<(AgencyId, Slug), NameError> {
    let [agency, sop] = slugs(name, SOP)?;
    Ok((agency, sop))
}

/// The agency and the pseudonym of the officer who is named.
pub(crate) fn parse_officer(name: &str) -> Result<(AgencyId, PersonId), NameError> {
    let [agency, officer] = parts(name, OFFICER)?;
    let person = PersonId::parse(officer.text).map_err(|why| officer.refused(OFFICER, why))?;
    Ok((agency.slug(OFFICER)?, person))
}

/// The agency and the unit that `agency/unit` names.
pub(crate) fn parse_unit(text: &str) -> Result<(AgencyId, UnitId), &'static str> {
    let parts = text.split_once('/');
    let parsed =
        parts.and_then(|(agency, unit)| Some((Slug::parse(agency).ok()?, Slug::parse(unit).ok()?)));
    parsed.ok_or("must be agency/unit, each 1 to 40 of a-z, 0-9 and '-', beginning with a letter")
}

/// The agency and the id of the application that is named.
pub(crate) fn parse_application(name: &str) -> Result<(AgencyId, String), NameError> {
    let [agency, application] = parts(name, APPLICATION)?;
    Ok((agency.slug(APPLICATION)?, application.uuid(APPLICATION)?))
}

/// The agency, the application and the id of the file that is named.
pub(crate) fn parse_file(name: &str) -> Result<(AgencyId, String, String), NameError> {
    below_a_record(name, FILE)
}

/// The agency, the complaint and the id of the file that is named.
pub(crate) fn parse_complaint_file(name: &str) -> Result<(AgencyId, String, String), NameError> {
    below_a_record(name, COMPLAINT_FILE)
}

/// The agency, the complaint and the id of the upload that is named.
pub(crate) fn parse_complaint_upload(name: &str) -> Result<(AgencyId, String, String), NameError> {
    below_a_record(name, COMPLAINT_UPLOAD)
}

/// The agency, the application and the id of the upload that is named.
pub(crate) fn parse_upload(name: &str) -> Result<(AgencyId, String, String), NameError> {
    below_a_record(name, UPLOAD)
}

fn below_a_record(
    name: &str,
    pattern: &'static str,
) -> Result<(AgencyId, String, String), NameError> {
    let [agency, record, id] = parts(name, pattern)?;
    Ok((agency.slug(pattern)?, record.uuid(pattern)?, id.uuid(pattern)?))
}

/// Whether `id` is a UUID in the one spelling that we take.
pub(crate) fn is_uuid(id: &str) -> bool {
    uuid::Uuid::try_parse(id).is_ok_and(|uuid| uuid.hyphenated().to_string() == id)
}

/// The agency and the id of the breach that is named.
pub(crate) fn parse_breach(name: &str) -> Result<(AgencyId, String), NameError> {
    let [agency, breach] = parts(name, BREACH)?;
    Ok((agency.slug(BREACH)?, breach.uuid(BREACH)?))
}

/// The agency and the id of the complaint that is named.
pub(crate) fn parse_complaint(name: &str) -> Result<(AgencyId, String), NameError> {
    let [agency, complaint] = parts(name, COMPLAINT)?;
    Ok((agency.slug(COMPLAINT)?, complaint.uuid(COMPLAINT)?))
}

/// The agency and the id of the data subject's request that is named.
pub(crate) fn parse_subject_request(name: &str) -> Result<(AgencyId, String), NameError> {
    let [agency, request] = parts(name, SUBJECT_REQUEST)?;
    Ok((agency.slug(SUBJECT_REQUEST)?, request.uuid(SUBJECT_REQUEST)?))
}

/// The agency and the id of the forum that is named.
pub(crate) fn parse_forum(name: &str) -> Result<(AgencyId, String), NameError> {
    let [agency, forum] = parts(name, FORUM)?;
    Ok((agency.slug(FORUM)?, forum.uuid(FORUM)?))
}

/// The agency and the id of the action that is named.
pub(crate) fn parse_improvement(name: &str) -> Result<(AgencyId, String), NameError> {
    let [agency, action] = parts(name, IMPROVEMENT)?;
    Ok((agency.slug(IMPROVEMENT)?, action.uuid(IMPROVEMENT)?))
}

/// The agency, the forum and the id of the comment that is named.
pub(crate) fn parse_comment(name: &str) -> Result<(AgencyId, String, String), NameError> {
    below_a_record(name, COMMENT)
}

/// The agency, the forum and the id of the participant who is named.
pub(crate) fn parse_participant(name: &str) -> Result<(AgencyId, String, String), NameError> {
    below_a_record(name, PARTICIPANT)
}

/// The agency, the forum and the entry of somebody who took part in it.
pub(crate) fn parse_contributor(name: &str) -> Result<(AgencyId, String, String), &'static str> {
    parse_participant(name)
        .or_else(|_| parse_comment(name))
        .map_err(|_| "must name a participant or a comment of a forum")
}

/// The agency and the id of the licence that is named.
pub(crate) fn parse_licence(name: &str) -> Result<(AgencyId, String), NameError> {
    let [agency, licence] = parts(name, LICENCE)?;
    Ok((agency.slug(LICENCE)?, licence.uuid(LICENCE)?))
}

/// The agency and the id of the notice that is named.
pub(crate) fn parse_notice(name: &str) -> Result<(AgencyId, String), NameError> {
    let [agency, notice] = parts(name, NOTICE)?;
    Ok((agency.slug(NOTICE)?, notice.uuid(NOTICE)?))
}

/// The agency whose hall is named.
pub(crate) fn parse_hall(name: &str) -> Result<AgencyId, NameError> {
    let [agency] = slugs(name, HALL)?;
    Ok(agency)
}

/// The agency whose hall has the stand that is named, and the stand.
pub(crate) fn parse_stand(name: &str) -> Result<(AgencyId, UnitId), NameError> {
    let [agency, stand] = slugs(name, STAND)?;
    Ok((agency, stand))
}

/// The agency and the id of the visit that is named.
pub(crate) fn parse_visit(name: &str) -> Result<(AgencyId, String), NameError> {
    let [agency, visit] = parts(name, VISIT)?;
    Ok((agency.slug(VISIT)?, visit.uuid(VISIT)?))
}

/// The name of a hall.
pub(crate) fn hall(agency: &AgencyId) -> String {
    format!("agencies/{agency}/hall")
}

/// The name of a visit.
pub(crate) fn visit(agency: &AgencyId, id: &str) -> String {
    format!("agencies/{agency}/hall/visits/{id}")
}

/// The name of a notice.
pub(crate) fn notice(agency: &AgencyId, id: &str) -> String {
    format!("agencies/{agency}/notices/{id}")
}

/// The name of a service.
pub(crate) fn service(agency: &AgencyId, service: &Slug) -> String {
    format!("agencies/{agency}/services/{service}")
}

/// The name of a standard.
pub(crate) fn standard(agency: &AgencyId, service: &Slug, version: u32) -> String {
    format!("agencies/{agency}/services/{service}/standards/{version}")
}

/// The name of a version of an SOP.
pub(crate) fn sop_version(agency: &AgencyId, sop: &Slug, version: u32) -> String {
    format!("agencies/{agency}/sops/{sop}/versions/{version}")
}

/// The name of an agency's promise.
pub(crate) fn promise(agency: &AgencyId) -> String {
    format!("agencies/{agency}/promise")
}

/// The name of an agency.
pub(crate) fn agency(agency: &AgencyId) -> String {
    format!("agencies/{agency}")
}

/// A unit of an agency, as `agency/unit`.
pub(crate) fn unit(Unit { agency, unit }: &Unit) -> String {
    format!("{agency}/{unit}")
}

/// The name of an SOP.
pub(crate) fn sop(agency: &AgencyId, sop: &Slug) -> String {
    format!("agencies/{agency}/sops/{sop}")
}

/// The name of an application.
pub(crate) fn application(agency: &AgencyId, id: &str) -> String {
    format!("agencies/{agency}/applications/{id}")
}

/// The name of a file.
pub(crate) fn file(agency: &AgencyId, application: &str, id: &str) -> String {
    format!("agencies/{agency}/applications/{application}/files/{id}")
}

/// The name of a licence.
pub(crate) fn licence(agency: &AgencyId, id: &str) -> String {
    format!("agencies/{agency}/licences/{id}")
}

/// The name of a forum.
pub(crate) fn forum(agency: &AgencyId, id: &str) -> String {
    format!("agencies/{agency}/forums/{id}")
}

/// The name of an action.
pub(crate) fn improvement(agency: &AgencyId, id: &str) -> String {
    format!("agencies/{agency}/improvements/{id}")
}

/// The name of a comment.
pub(crate) fn comment(agency: &AgencyId, forum: &str, id: &str) -> String {
    format!("agencies/{agency}/forums/{forum}/comments/{id}")
}

/// The name of a participant.
pub(crate) fn participant(agency: &AgencyId, forum: &str, id: &str) -> String {
    format!("agencies/{agency}/forums/{forum}/participants/{id}")
}

/// The name of a breach.
pub(crate) fn breach(agency: &AgencyId, id: &str) -> String {
    format!("agencies/{agency}/breaches/{id}")
}

/// The name of a complaint.
pub(crate) fn complaint(agency: &AgencyId, id: &str) -> String {
    format!("agencies/{agency}/complaints/{id}")
}

/// The name of a product of the Ombudsman.
pub(crate) fn product(agency: &AgencyId, id: &str) -> String {
    format!("agencies/{agency}/ombudsmanProducts/{id}")
}

/// The name of a report to the inspectorate.
pub(crate) fn report(agency: &AgencyId, id: &str) -> String {
    format!("agencies/{agency}/reports/{id}")
}

/// The name of a data subject's request.
pub(crate) fn subject_request(agency: &AgencyId, id: &str) -> String {
    format!("agencies/{agency}/subjectRequests/{id}")
}

/// The name of an officer.
pub(crate) fn officer(agency: &AgencyId, person: &PersonId) -> String {
    format!("agencies/{agency}/officers/{person}")
}

/// The name of an agency's calendar.
pub(crate) fn calendar(agency: &AgencyId) -> String {
    format!("agencies/{agency}/calendar")
}

/// The name of an officer, in the agency of another name that we have given.
pub(crate) fn officer_of(name: &str, person: &PersonId) -> String {
    let agency = name.split('/').nth(1).unwrap_or_default();
    format!("agencies/{agency}/officers/{person}")
}

/// A segment that stands for `{part}` of a pattern.
#[derive(Clone, Copy)]
struct Part<'t> {
    name: &'static str,
    text: &'t str,
}

impl Part<'_> {
    fn slug(self, pattern: &'static str) -> Result<Slug, NameError> {
        Slug::parse(self.text).map_err(|why| self.refused(pattern, why))
    }

    fn uuid(self, pattern: &'static str) -> Result<String, NameError> {
        match is_uuid(self.text) {
            true => Ok(self.text.to_owned()),
            false => Err(self.refused(pattern, PartError::NotAUuid)),
        }
    }

    fn refused(self, pattern: &'static str, why: impl Into<PartError>) -> NameError {
        NameError::Part { pattern, part: self.name, why: why.into() }
    }
}

/// What stands in `name` for the `N` ids of `pattern`.
fn parts<'t, const N: usize>(
    name: &'t str,
    pattern: &'static str,
) -> Result<[Part<'t>; N], NameError> {
    let shape = NameError::Shape { pattern };
    let mut segments = name.split('/');
    let mut found = Vec::with_capacity(N);
    for expected in pattern.split('/') {
        match segments.next() {
            Some(text) if expected.starts_with('{') => found.push(Part { name: expected, text }),
            Some(text) if text == expected => {}
            Some(_) | None => return Err(shape),
        }
    }
    if segments.next().is_some() {
        return Err(shape);
    }
    found.try_into().map_err(|_| shape)
}

fn slugs<const N: usize>(name: &str, pattern: &'static str) -> Result<[Slug; N], NameError> {
    let slugs = parts::<N>(name, pattern)?.map(|part| part.slug(pattern));
    let slugs: Vec<Slug> = slugs.into_iter().collect::<Result<_, _>>()?;
    slugs.try_into().map_err(|_| NameError::Shape { pattern })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "67e55044-10b1-426f-9247-bb680e5fe0c8";

    fn slug(text: &str) -> Slug {
        Slug::parse(text).unwrap()
    }

    #[test]
    fn a_name_reads_back_as_written() {
        let agency = slug("dpmptsp-kotim");
        let person = PersonId::parse("p-17").unwrap();

        let sip = slug("sip");
        assert_eq!(parse_service(&service(&agency, &sip)), Ok((agency.clone(), sip.clone())));
        assert_eq!(parse_sop(&sop(&agency, &sip)), Ok((agency.clone(), sip)));
        assert_eq!(parse_officer(&officer(&agency, &person)), Ok((agency.clone(), person)));
        let application = application(&agency, ID);
        assert_eq!(parse_application(&application), Ok((agency.clone(), ID.to_owned())));
        let licence = licence(&agency, ID);
        assert_eq!(parse_licence(&licence), Ok((agency.clone(), ID.to_owned())));
        assert_eq!(parse_promise(&promise(&agency)), Ok(agency.clone()));
        let second = standard(&agency, &slug("sip"), 2);
        assert_eq!(parse_standard(&second), Ok((agency.clone(), slug("sip"), 2)));
        assert!(parse_standard(&second.replace("/2", "/02")).is_err());
        assert!(parse_standard(&second.replace("/2", "/0")).is_err());
        assert_eq!(parse_calendar(&calendar(&agency)), Ok(agency.clone()));
        assert_eq!(parse_journal("agencies/dpmptsp-kotim/journal"), Ok(agency.clone()));
        assert_eq!(parse_agency("agencies/dpmptsp-kotim"), Ok(agency));
    }

    #[test]
    fn an_officer_is_named_in_the_agency_of_the_case() {
        let person = PersonId::parse("p-17").unwrap();

        let name = officer_of(&format!("agencies/dinkes/applications/{ID}"), &person);

        assert_eq!(name, "agencies/dinkes/officers/p-17");
    }

    #[test]
    fn another_shape_is_answered_with_the_pattern() {
        for bad in [
            "",
            "agencies",
            "agencies/a/services",
            "agencies/a/services/s/",
            "agencies/a/services/s/t",
            "/agencies/a/services/s",
            "Agencies/a/services/s",
            "agencies/a/sops/s",
            "a/s",
        ] {
            let error = parse_service(bad).unwrap_err().to_string();
            assert_eq!(error, "must be agencies/{agency}/services/{service}", "{bad:?}");
        }
    }

    #[test]
    fn a_bad_id_is_answered_with_its_place() {
        let error = parse_service("agencies/a/services/S").unwrap_err().to_string();
        assert_eq!(
            error,
            "must be agencies/{agency}/services/{service}, where {service} must be 1 to 40 of \
             a-z, 0-9 and '-', beginning with a letter"
        );

        let error = parse_officer("agencies//officers/p").unwrap_err().to_string();
        assert!(error.contains("where {agency} must be 1 to 40"), "{error}");
    }

    #[test]
    fn an_application_has_one_spelling() {
        let upper = ID.to_uppercase();
        let plain = ID.replace('-', "");
        let braced = format!("{{{ID}}}");
        for bad in [upper.as_str(), plain.as_str(), braced.as_str(), "1", ""] {
            let error = parse_application(&format!("agencies/a/applications/{bad}")).unwrap_err();
            assert!(error.to_string().ends_with("must be a UUID in lower case with hyphens"));
        }
    }
}
