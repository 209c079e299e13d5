//! What happened is read in order, by one reader at a time, and not again.

use stories::{Agency, on_each_backend, sip};

on_each_backend! { Plan::sip() =>
    a_reader_gets_what_came_after_the_cursor_and_goes_on_from_there,
    a_cursor_that_somebody_else_moved_stays_where_it_is,
    a_reader_that_begins_today_hears_nothing_of_yesterday,
    one_works_a_cursor_at_a_time,
}

async fn a_reader_gets_what_came_after_the_cursor_and_goes_on_from_there(agency: &mut Agency) {
    let receipt = agency.public().files(sip::submission()).await.unwrap();
    let store = agency.store();

    let rows = store.outbox_after("reader", 1000).await.unwrap();
    let filed = rows.last().unwrap();

    assert!(rows.windows(2).all(|pair| pair[0].index < pair[1].index));
    assert_eq!((filed.topic.as_str(), filed.kind.as_str()), ("applicant", "permits.submitted"));
    assert_eq!(filed.record_kind, "application");
    assert!(receipt.name.ends_with(&filed.record));
    assert_eq!(filed.at, agency.now());
    assert!(store.move_cursor("reader", 0, filed.index + 1).await.unwrap());
    assert_eq!(store.outbox_after("reader", 1000).await.unwrap(), []);
    assert_eq!(store.outbox_after("another", 1000).await.unwrap(), rows);
}

async fn a_cursor_that_somebody_else_moved_stays_where_it_is(agency: &mut Agency) {
    let store = agency.store();

    assert!(store.move_cursor("reader", 0, 5).await.unwrap());
    assert!(!store.move_cursor("reader", 0, 7).await.unwrap());

    assert_eq!(store.cursor("reader").await.unwrap(), 5);
}

async fn a_reader_that_begins_today_hears_nothing_of_yesterday(agency: &mut Agency) {
    agency.public().files(sip::submission()).await.unwrap();
    let store = agency.store();
    store.begin_cursor_at_tip("reader").await.unwrap();
    assert_eq!(store.outbox_after("reader", 10).await.unwrap(), []);

    agency.public().files(sip::submission()).await.unwrap();
    store.begin_cursor_at_tip("reader").await.unwrap();

    assert_eq!(store.outbox_after("reader", 10).await.unwrap().len(), 1);
}

async fn one_works_a_cursor_at_a_time(agency: &mut Agency) {
    let store = agency.store();
    let mine = store.turn("reader").await.unwrap();
    assert!(mine.is_some());

    assert!(store.turn("reader").await.unwrap().is_none());
    assert!(store.turn("another").await.unwrap().is_some());

    drop(mine);
    // The server takes note when the connection goes back to its pool.
    while store.turn("reader").await.unwrap().is_none() {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn of_two_servers_one_works_a_cursor() {
    let mut agency = Agency::open(stories::Plan::sip(), stories::Backend::Postgres).await;
    let mut other = agency.second_server().await;

    let mine = agency.store().turn("reader").await.unwrap();
    assert!(mine.is_some());
    assert!(other.store().turn("reader").await.unwrap().is_none());

    // Also the turn of a server that is gone is free again.
    drop(mine);
    agency.stop().await;
    while other.store().turn("reader").await.unwrap().is_none() {
        tokio::task::yield_now().await;
    }
    other.stop().await;
}
