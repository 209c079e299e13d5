//! A gateway that follows an agency's cases, as far as a story needs one.

use contract::satupintu::feed::v1::{
    CaseStanding, FollowCasesRequest, FollowCasesResponse, feed_service_client::FeedServiceClient,
};

use crate::caller::{Answered, Caller, Wire};

impl Caller {
    /// The service that tells gateways how cases stand.
    #[must_use]
    pub fn feed(&self) -> FeedServiceClient<Wire> {
        FeedServiceClient::new(self.wire())
    }

    /// One answer after the cursor, of two cases at most.
    ///
    /// # Errors
    /// The refusal; so below.
    pub async fn follows_once(&self, cursor: &str) -> Answered<FollowCasesResponse> {
        let request = FollowCasesRequest {
            parent: self.agency.clone(),
            cursor: cursor.to_owned(),
            page_size: 2,
        };
        Ok(self.feed().follow_cases(request).await?.into_inner())
    }

    /// Everything after the cursor, answer by answer, and the cursor to go on with.
    ///
    /// # Errors
    /// The first refusal.
    pub async fn follows(&self, cursor: &str) -> Answered<(Vec<CaseStanding>, String)> {
        let (mut all, mut cursor) = (Vec::new(), cursor.to_owned());
        loop {
            let told = self.follows_once(&cursor).await?;
            all.extend(told.cases);
            cursor = told.cursor;
            if !told.has_more {
                return Ok((all, cursor));
            }
        }
    }
}
