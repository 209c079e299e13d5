//! The surveys service: takes responses into the box, answers from counters.

use contract::satupintu::surveys::v1::{self as pb, surveys_service_server as server};
use kernel::AgencyId;
use store::{Spent, Store};
use surveys::{Counters, Period, Questionnaire, Response as Answered, aggregate, shipped};
use tonic::{Request, Response, Status};

use crate::{
    licences::Signature,
    outcome::status,
    permits::{list::is_concerned, opened_by},
    printing::{Frames, frames},
    surveys::{
        answer,
        report::{self, EARLIER},
        wire::{self, Asked, Entered, Given, Submitted},
    },
    today::today,
};

/// Surveys of this deployment's agencies.
pub(crate) struct SurveysService {
    pub(crate) store: Store,
    /// What is asked.
    pub(crate) questionnaire: &'static Questionnaire,
    /// Who signs reports, as printed.
    pub(crate) signature: Signature,
}

type Reply<T> = Result<Response<T>, Status>;

impl SurveysService {
    /// The civil date at an agency.
    /// The present month at an agency: the finest time that is kept.
    async fn month(&self, agency: &AgencyId) -> Result<i64, Status> {
        Ok(Period::month_of(today(&self.store, agency, self.store.clock().now()).await?)
            .first_month())
    }

    /// The period and up to four before it.
    async fn trend(
        &self,
        asked: &Asked,
        mut period: Period,
    ) -> Result<Vec<pb::TrendPoint>, Status> {
        let mut points = Vec::new();
        for _ in 0..=EARLIER {
            let id = self.questionnaire.id().as_str();
            let counts = self
                .store
                .survey_counts(&asked.agency, id, &asked.unit, period)
                .await
                .map_err(status)?;
            let whole =
                self.store.survey_counts(&asked.agency, id, "", period).await.map_err(status)?;
            let index =
                answer::shown(asked, &counts, &whole).ok().and_then(|counters: Vec<Counters>| {
                    aggregate(self.questionnaire, &counters, asked.aggregation, asked.method).ok()
                });
            points.extend(index.map(|index| answer::point(period.to_string(), &index)));
            period = period.before();
        }
        points.reverse();
        Ok(points)
    }
}

fn head<T>(request: &Request<T>, agency: &AgencyId) -> Result<(), Status> {
    if edge::officer(request)?.may_govern(agency) {
        Ok(())
    } else {
        Err(edge::refused("DUTY_MISSING", &[]))
    }
}

#[tonic::async_trait]
impl server::SurveysService for SurveysService {
    type MakeReportStream = Frames<pb::MakeReportResponse>;

    async fn list_questionnaires(
        &self,
        request: Request<pb::ListQuestionnairesRequest>,
    ) -> Reply<pb::ListQuestionnairesResponse> {
        wire::agency(request.get_ref())?;
        let all = shipped().iter();
        let questionnaires = all
            .map(|known| answer::questionnaire(known, known.id() == self.questionnaire.id()))
            .collect();
        Ok(Response::new(pb::ListQuestionnairesResponse { questionnaires }))
    }

    async fn issue_token(
        &self,
        request: Request<pb::IssueTokenRequest>,
    ) -> Reply<pb::IssueTokenResponse> {
        let holder = wire::token(request.get_ref())?;
        let case = opened_by(&self.store, &holder).await?.record;
        if case.ended_at().is_none() {
            return Err(edge::refused("SURVEY_NOT_YET", &[]));
        }
        let issued = self.store.issue_survey_token(&case.id, &case.agency, &case.service.id).await;
        let token = issued.map_err(status)?;
        let token = token.ok_or_else(|| edge::refused("SURVEY_TOKEN_ISSUED", &[]))?;
        Ok(Response::new(pb::IssueTokenResponse { token: token.as_str().to_owned() }))
    }

    async fn submit_response(
        &self,
        request: Request<pb::SubmitResponseRequest>,
    ) -> Reply<pb::SubmitResponseResponse> {
        let Submitted { token, given } = wire::submitted(request.get_ref(), self.questionnaire)?;
        let issued = self.store.survey_token(&token).await.map_err(status)?;
        let (agency, service) = issued.ok_or_else(|| edge::refused("SURVEY_TOKEN_UNKNOWN", &[]))?;
        let Given { scores, groups, comment } = given;
        let response = Answered {
            month: self.month(&agency).await?,
            agency,
            service,
            unit: String::new(),
            questionnaire: self.questionnaire.id().clone(),
            stratum: surveys::Stratum::Token,
            scores,
            groups,
            comment,
        };
        let spent = self.store.spend_survey_token(&token, &response).await.map_err(status)?;
        let already_spent = spent == Spent::Before;
        Ok(Response::new(pb::SubmitResponseResponse { already_spent }))
    }

    async fn enter_response(
        &self,
        request: Request<pb::EnterResponseRequest>,
    ) -> Reply<pb::EnterResponseResponse> {
        let Entered { agency, service, entry, stratum, unit, given } =
            wire::entered(request.get_ref(), self.questionnaire)?;
        let officer = edge::officer(&request)?;
        let published = self.store.service(&agency, service.as_str()).await.map_err(status)?;
        let published = published.ok_or_else(|| edge::refused("SERVICE_NOT_FOUND", &[]))?;
        if !is_concerned(officer, &published.sop) {
            return Err(edge::refused("DUTY_MISSING", &[]));
        }
        let Given { scores, groups, comment } = given;
        let response = Answered {
            month: self.month(&agency).await?,
            agency,
            service,
            unit,
            questionnaire: self.questionnaire.id().clone(),
            stratum,
            scores,
            groups,
            comment,
        };
        let spent = self.store.enter_survey_response(&entry, &response).await.map_err(status)?;
        let already_entered = spent == Spent::Before;
        Ok(Response::new(pb::EnterResponseResponse { already_entered }))
    }

    async fn get_index(
        &self,
        request: Request<pb::GetIndexRequest>,
    ) -> Reply<pb::GetIndexResponse> {
        let asked = wire::asked(request.get_ref())?;
        let id = self.questionnaire.id().as_str();
        let period = match asked.period {
            Some(period) => period,
            None => {
                Period::year_of(today(&self.store, &asked.agency, self.store.clock().now()).await?)
            }
        };
        let of = |unit| self.store.survey_counts(&asked.agency, id, unit, period);
        let counts = of(&asked.unit).await.map_err(status)?;
        let whole = of("").await.map_err(status)?;
        let counters = answer::shown(&asked, &counts, &whole)?;
        let mut index = answer::index(&asked, self.questionnaire, &counters, &counts.profiles)?;
        index.trend = self.trend(&asked, period).await?;
        index.period = period.to_string();
        Ok(Response::new(index))
    }

    async fn list_comments(
        &self,
        request: Request<pb::ListCommentsRequest>,
    ) -> Reply<pb::ListCommentsResponse> {
        let (agency, period) = wire::comments(request.get_ref())?;
        head(&request, &agency)?;
        let comments = self.store.survey_comments(&agency, period).await.map_err(status)?;
        let comments =
            comments.into_iter().map(|(service, text)| pb::Comment { service, text }).collect();
        Ok(Response::new(pb::ListCommentsResponse { comments }))
    }

    async fn make_report(
        &self,
        request: Request<pb::MakeReportRequest>,
    ) -> Reply<Self::MakeReportStream> {
        let asked = wire::report(request.get_ref())?;
        head(&request, &asked.agency)?;
        let bytes = report::made(&self.store, self.questionnaire, &self.signature, asked).await?;
        Ok(frames(&bytes, |data| pb::MakeReportResponse { data }))
    }
}
