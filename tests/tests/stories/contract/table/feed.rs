//! The rows of the feed service.

use contract::satupintu::feed::v1::FollowCasesRequest;
use prost::Message;

use super::Row;
use crate::contract::scene::Scene;

pub(super) fn rows(scene: &Scene) -> Vec<Row> {
    let follow = FollowCasesRequest {
        parent: format!("agencies/{}", scene.agency),
        cursor: String::new(),
        page_size: 10,
    };
    // No officer's credential will do, and no other deployment's certificate.
    let wrong = [&scene.staff.loket, &scene.administrator, &scene.stranger];
    vec![Row {
        path: "/satupintu.feed.v1.FeedService/FollowCases",
        caller: scene.gateway.clone(),
        wrong: wrong.map(Clone::clone).into(),
        examples: vec![follow.encode_to_vec()],
        leaves: None,
    }]
}
