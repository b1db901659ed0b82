//! One job: what was ordered, what became of it, and what the service says of it at a given time. Pure.

use animato_film::Seeded;
use serde::{Deserialize, Serialize};

use crate::random;

/// Seven days: how long a finished video can be fetched.
pub(crate) const LIFE_MS: u64 = 7 * 24 * 60 * 60 * 1000;

/// What was ordered.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Order {
    pub model_name: String,
    pub resolution: String,
    pub seconds: u32,
    pub prompt: String,
    pub negative_prompt: String,
    pub extend_prompt: bool,
    pub image_url: String,
    pub last_image_url: Option<String>,
    pub effect_code: Option<String>,
    /// 1 made by the service, 2 the person's own, 3 none.
    pub audio_type: u8,
    pub audio_url: Option<String>,
    pub generate_audio: bool,
    pub webhook_url: Option<String>,
    /// Credits of each video.
    pub credits: f64,
    /// How much longer than usual the model works.
    pub slowness: f64,
    /// Set for sound that is added to a video made before.
    pub pre_video_id: Option<String>,
    /// The seed of that video, so that the pictures stay as they were.
    pub pre_video_seed: Option<String>,
}

impl Order {
    pub(crate) fn has_sound(&self) -> bool {
        self.generate_audio || self.audio_type != 3
    }
}

/// One job.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Job {
    pub id: String,
    /// Counts up: what tells the order of jobs made in the same millisecond.
    pub number: u64,
    pub created_ms: u64,
    pub batch_id: String,
    pub batch_count: u32,
    /// What the picture's variation follows from: the id, or that of the video whose sound is added.
    pub seed: String,
    pub order: Order,
    /// Milliseconds after its creation.
    starts_after: u64,
    ends_after: u64,
    pub outcome: Outcome,
    /// A failure that was ordered for it.
    pub doom: Option<Failure>,
    /// Its end of life was ordered.
    pub expired: bool,
    /// It failed, and its credits have not come back yet.
    #[serde(default)]
    pub owed: bool,
    /// Its webhook was told, or does not listen.
    #[serde(default)]
    pub announced: bool,
}

/// What became of the work, seen from inside; outside it shows when the job's time is up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Outcome {
    Pending,
    Made { etag: String, bytes: u64 },
    Failed(Failure),
}

/// Words for a failure, and the field of the result that holds them; nowhere when `None`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Failure {
    pub field: Option<String>,
    pub words: String,
}

/// `status` of the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    Queued = 1,
    Processing = 2,
    Done = 3,
    Failed = 4,
}

impl Job {
    /// A new job. A video of 5 s takes 30 to 50 s, one of 10 s 60 to 90 s; `speed` divides that.
    pub(crate) fn new(order: Order, now: u64, speed: f64, batch_id: &str, batch_count: u32) -> Self {
        let id = format!("{:08x}{}", (now / 1000) as u32, random::hex(8));
        let mut seeded = Seeded::new(&id);
        let seconds = f64::from(order.seconds);
        let usual = if order.pre_video_id.is_some() {
            seeded.between(10_000.0, 15_000.0)
        } else {
            seeded.between(6_000.0, if order.seconds <= 5 { 10_000.0 } else { 9_000.0 }) * seconds * order.slowness
        };
        let queued = seeded.between(2_000.0, 5_000.0);
        let scaled = |milliseconds: f64| (milliseconds / speed).round() as u64;
        let seed = order.pre_video_seed.clone().unwrap_or_else(|| id.clone());
        Self {
            id,
            number: 0,
            created_ms: now,
            batch_id: batch_id.to_owned(),
            batch_count,
            seed,
            order,
            starts_after: scaled(queued),
            ends_after: scaled(usual),
            outcome: Outcome::Pending,
            doom: None,
            expired: false,
            owed: false,
            announced: false,
        }
    }

    /// What the service says of it. Never done before the file is there.
    pub(crate) fn status(&self, now: u64) -> Status {
        if now < self.created_ms.saturating_add(self.starts_after) {
            Status::Queued
        } else if now < self.ends_at() {
            Status::Processing
        } else {
            match self.outcome {
                Outcome::Pending => Status::Processing,
                Outcome::Made { .. } => Status::Done,
                Outcome::Failed(_) => Status::Failed,
            }
        }
    }

    /// When its time is up, in milliseconds since 1970.
    pub(crate) fn ends_at(&self) -> u64 {
        self.created_ms.saturating_add(self.ends_after)
    }

    /// Whether its file can be fetched.
    pub(crate) fn is_alive(&self, now: u64) -> bool {
        self.status(now) == Status::Done && !self.expired && now < self.created_ms.saturating_add(LIFE_MS)
    }

    /// Whether somebody is still to be told of its end.
    pub(crate) fn is_to_be_announced(&self) -> bool {
        self.order.webhook_url.is_some() && !self.announced
    }

    pub(crate) fn update_ms(&self, now: u64) -> u64 {
        match self.status(now) {
            Status::Queued => self.created_ms,
            Status::Processing => self.created_ms.saturating_add(self.starts_after),
            Status::Done | Status::Failed => self.ends_at(),
        }
    }

    /// As the service names files: neither unique nor safe.
    pub(crate) fn file_name(&self) -> String {
        let prompt: String = self.order.prompt.chars().take(24).collect();
        format!("Image2Video_{prompt}.mp4")
    }
}

#[cfg(test)]
pub(crate) fn order_for_tests() -> Order {
    Order {
        model_name: "m".into(),
        resolution: "720p".into(),
        seconds: 5,
        prompt: "push in".into(),
        negative_prompt: String::new(),
        extend_prompt: false,
        image_url: "http://127.0.0.1/a.jpg".into(),
        last_image_url: None,
        effect_code: None,
        audio_type: 3,
        audio_url: None,
        generate_audio: false,
        webhook_url: None,
        credits: 25.0,
        slowness: 1.0,
        pre_video_id: None,
        pre_video_seed: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job(speed: f64) -> Job {
        Job::new(order_for_tests(), 1_000_000, speed, "b", 1)
    }

    #[test]
    fn a_job_is_queued_then_processed_then_done_and_takes_as_long_as_the_services() {
        for _ in 0..50 {
            let mut job = job(1.0);
            job.outcome = Outcome::Made { etag: "e".into(), bytes: 1 };
            let at = |seconds: u64| job.status(1_000_000 + seconds * 1000);
            assert_eq!(
                (at(0), at(1), at(6), at(29)),
                (Status::Queued, Status::Queued, Status::Processing, Status::Processing)
            );
            assert_eq!(at(51), Status::Done);
        }
    }

    #[test]
    fn speed_divides_the_time() {
        let mut job = job(100.0);
        job.outcome = Outcome::Made { etag: "e".into(), bytes: 1 };
        assert_eq!(job.status(1_000_600), Status::Done);
    }

    #[test]
    fn a_job_is_not_done_before_its_file_is_there() {
        assert_eq!(job(1.0).status(1_000_000 + 3_600_000), Status::Processing);
    }

    #[test]
    fn a_video_lives_for_seven_days() {
        let mut job = job(1.0);
        job.outcome = Outcome::Made { etag: "e".into(), bytes: 1 };
        assert!(job.is_alive(1_000_000 + LIFE_MS - 1));
        assert!(!job.is_alive(1_000_000 + LIFE_MS));
    }
}
