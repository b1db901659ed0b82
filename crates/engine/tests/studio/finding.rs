//! Finding videos among many: pages, filters, search, order, marks and tags.

use animato_engine::ErrorCode;
use animato_engine::ids::VideoId;
use animato_engine::view::{Filter, Sort, VideoQuery};

use crate::house::House;

async fn found(house: &House, query: &VideoQuery) -> Vec<VideoId> {
    house.studio.videos(query, 0, 100).await.unwrap().videos.into_iter().map(|video| video.id).collect()
}

fn searched(search: &str) -> VideoQuery {
    VideoQuery { search: search.to_owned(), ..VideoQuery::default() }
}

#[tokio::test]
async fn pages_lie_beside_each_other_and_tell_how_many_there_are() {
    let house = House::new().await;
    let all = house.create_and_settle(3).await;
    let query = VideoQuery::from(Filter::Ready);
    let first = house.studio.videos(&query, 0, 2).await.unwrap();
    let rest = house.studio.videos(&query, 2, 2).await.unwrap();
    assert_eq!((first.total, rest.total), (3, 3));
    let mut told: Vec<_> = first.videos.into_iter().chain(rest.videos).map(|video| video.id).collect();
    assert_eq!(told.len(), 3);
    // The last one that was created comes first.
    told.reverse();
    assert_eq!(told, all.iter().map(|video| video.id.clone()).collect::<Vec<_>>());
    assert!(house.studio.videos(&query, 3, 2).await.unwrap().videos.is_empty());
    assert_eq!(house.studio.videos(&Filter::Making.into(), 0, 2).await.unwrap().total, 0);
}

#[tokio::test]
async fn a_search_finds_parts_of_words_in_prompts_names_models_and_tags() {
    let house = House::new().await;
    let videos = house.create_and_settle(2).await;
    let one = videos[0].id.clone();
    house.studio.tag(std::slice::from_ref(&one), "Été à la plage", true).await.unwrap();
    for (search, expected) in [
        ("PUSH", 2),
        ("picture", 2),
        ("ush pict", 2),
        ("push nothing", 0),
        ("plage", 1),
        ("ete", 1),
        // Shorter than what the index knows.
        ("pu", 2),
        ("la", 1),
        ("%", 0),
        ("\"", 0),
        ("push\"", 0),
        ("   ", 2),
    ] {
        assert_eq!(found(&house, &searched(search)).await.len(), expected, "{search}");
    }
    assert_eq!(found(&house, &searched("plage")).await, std::slice::from_ref(&one));
    house.studio.tag(&[one], "ÉTÉ À LA PLAGE", false).await.unwrap();
    house.studio.tag(&[videos[0].id.clone()], "été à la plage", false).await.unwrap();
}

#[tokio::test]
async fn tags_are_the_same_in_other_capitals_and_narrow_the_library_down() {
    let house = House::new().await;
    let videos = house.create_and_settle(2).await;
    let ids: Vec<_> = videos.iter().map(|video| video.id.clone()).collect();
    house.studio.tag(&ids, "  Beach   day ", true).await.unwrap();
    house.studio.tag(&ids[..1], "beach DAY", true).await.unwrap();
    assert_eq!(house.studio.video(&ids[0]).await.unwrap().tags, ["Beach day"]);
    let facets = house.studio.facets().await.unwrap();
    assert_eq!(facets.tags.iter().map(|f| (f.value.as_str(), f.count)).collect::<Vec<_>>(), [("Beach day", 2)]);

    house.studio.tag(&ids[1..], "BEACH DAY", false).await.unwrap();
    let tagged = VideoQuery { tag: Some("beach day".to_owned()), ..VideoQuery::default() };
    assert_eq!(found(&house, &tagged).await, ids[..1]);
    for nonsense in ["", "   ", "a\u{7}b", &"long ".repeat(20)] {
        assert_eq!(house.studio.tag(&ids, nonsense, true).await.unwrap_err().code, ErrorCode::BadSpec, "{nonsense}");
    }
    let unknown = [ids[0].clone(), "none".into()];
    assert_eq!(house.studio.tag(&unknown, "other", true).await.unwrap_err().code, ErrorCode::NotFound);
    assert_eq!(house.studio.video(&ids[0]).await.unwrap().tags, ["Beach day"], "all of them or none");
}

#[tokio::test]
async fn the_library_is_narrowed_down_by_mark_model_and_day_and_put_in_order() {
    let house = House::new().await;
    let videos = house.create_and_settle(3).await;
    house.studio.keep(std::slice::from_ref(&videos[1].id), true).await.unwrap();
    assert_eq!(found(&house, &Filter::Kept.into()).await, [videos[1].id.clone()]);

    let facets = house.studio.facets().await.unwrap();
    let [model] = facets.models.as_slice() else { panic!("{facets:?}") };
    let [day] = facets.days.as_slice() else { panic!("{facets:?}") };
    assert_eq!((model.count, day.count, model.value.as_str()), (3, 3, videos[0].spec.model.as_str()));
    for (query, expected) in [
        (VideoQuery { model: Some(model.value.clone()), ..VideoQuery::default() }, 3),
        (VideoQuery { model: Some("another".to_owned()), ..VideoQuery::default() }, 0),
        (VideoQuery { day: Some(day.value.clone()), ..VideoQuery::default() }, 3),
        (VideoQuery { day: Some("2001-01-01".to_owned()), ..VideoQuery::default() }, 0),
    ] {
        assert_eq!(found(&house, &query).await.len(), expected, "{query:?}");
    }

    let newest = found(&house, &VideoQuery::default()).await;
    let oldest = found(&house, &VideoQuery { sort: Sort::Oldest, ..VideoQuery::default() }).await;
    assert_eq!(oldest, newest.iter().rev().cloned().collect::<Vec<_>>());
    for sort in [Sort::Name, Sort::Longest, Sort::Dearest] {
        // They are alike in all of these.
        assert_eq!(found(&house, &VideoQuery { sort, ..VideoQuery::default() }).await, newest, "{sort:?}");
    }
}

#[tokio::test]
async fn tags_and_the_time_of_saving_outlive_a_restart() {
    let house = House::new().await;
    let videos = house.create_and_settle(1).await;
    house.studio.tag(std::slice::from_ref(&videos[0].id), "sea", true).await.unwrap();
    let house = house.reopen().await;
    let again = &house.videos().await[0];
    assert_eq!(again.tags, ["sea"]);
    assert!(again.saved_at.is_some_and(|saved| saved >= again.created_at));
    assert_eq!(found(&house, &searched("sea")).await.len(), 1);
}
