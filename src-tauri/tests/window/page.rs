//! What stands in the window, found by the names that the interface gives its parts, and the hands to use it.

use fantoccini::actions::{InputSource as _, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};
use fantoccini::elements::Element;
use fantoccini::{Client, Locator};
use serde_json::{Value, json};

use crate::waiting::{in_time, until};

/// The key, as WebDriver spells it.
pub(crate) const ESCAPE: &str = "\u{e00c}";

/// The window's page.
#[derive(Clone, Copy)]
pub(crate) struct Page<'a> {
    client: &'a Client,
}

/// A video's card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Card {
    /// The video's id.
    pub(crate) video: String,
    /// Its state, as the interface names it.
    pub(crate) state: String,
    /// Everything that the card says.
    pub(crate) text: String,
}

impl<'a> Page<'a> {
    pub(crate) fn new(client: &'a Client) -> Self {
        Self { client }
    }

    /// Waits until the interface has painted itself.
    pub(crate) async fn ready(self) {
        until("the interface", async || self.shows("window").await).await;
        self.script(WATCH, vec![]).await;
    }

    /// Runs a script in the page.
    pub(crate) async fn script(self, script: &str, arguments: Vec<Value>) -> Value {
        let answer = in_time("the script's answer", self.client.execute(script, arguments)).await;
        answer.unwrap_or_else(|e| panic!("{e}\nin the script {script}"))
    }

    /// Whether there is a part of this name.
    pub(crate) async fn shows(self, name: &str) -> bool {
        self.count(name).await > 0
    }

    /// How many parts of this name there are.
    pub(crate) async fn count(self, name: &str) -> u64 {
        // A page that is just being loaded has no answer yet.
        let counted =
            self.client.execute("return document.querySelectorAll(arguments[0]).length", vec![json!(css(name))]);
        counted.await.ok().and_then(|n| n.as_u64()).unwrap_or(0)
    }

    /// What the first part of this name says; empty when it is not there.
    pub(crate) async fn text(self, name: &str) -> String {
        let script = "return document.querySelector(arguments[0])?.innerText ?? ''";
        self.script(script, vec![json!(css(name))]).await.as_str().unwrap_or_default().trim().to_owned()
    }

    /// Waits until the first part of this name says something that pleases, and gives it.
    pub(crate) async fn text_when(self, name: &str, pleases: impl Fn(&str) -> bool) -> String {
        let mut text = String::new();
        until(&format!("the right words of {name}"), async || {
            text = self.text(name).await;
            pleases(&text)
        })
        .await;
        text
    }

    /// Waits for the part of this name and gives it.
    pub(crate) async fn find(self, name: &str) -> Element {
        until(name, async || self.shows(name).await).await;
        self.client.find(Locator::Css(&css(name))).await.unwrap()
    }

    /// Clicks the first part of this name, as soon as it can be clicked.
    pub(crate) async fn click(self, name: &str) {
        until(&format!("a click on {name}"), async || {
            let Ok(element) = self.client.find(Locator::Css(&css(name))).await else { return false };
            self.centre(name).await;
            is_offered(&element).await && element.click().await.is_ok()
        })
        .await;
    }

    /// A part that peeps out from below a fold counts as seen, and a click would meet the fold.
    async fn centre(self, name: &str) {
        let centre = "document.querySelector(arguments[0])?.scrollIntoView({ block: 'center' })";
        self.script(centre, vec![json!(css(name))]).await;
    }

    /// Types this into the first part of this name, in place of what stood there.
    pub(crate) async fn write(self, name: &str, text: &str) {
        let element = self.find(name).await;
        self.centre(name).await;
        element.clear().await.unwrap();
        element.send_keys(text).await.unwrap();
    }

    /// Sends keys to the first part of this name.
    pub(crate) async fn keys(self, name: &str, keys: &str) {
        self.find(name).await.send_keys(keys).await.unwrap();
    }

    /// Everything at once: two clicks on this part with nothing between them.
    pub(crate) async fn double_click(self, name: &str) {
        let element = self.find(name).await;
        until(&format!("{name} to be enabled"), async || is_offered(&element).await).await;
        let press = PointerAction::Down { button: MOUSE_BUTTON_LEFT };
        let release = PointerAction::Up { button: MOUSE_BUTTON_LEFT };
        let mouse = MouseActions::new("mouse".to_owned())
            .then(PointerAction::MoveToElement { element, duration: None, x: 0.0, y: 0.0 })
            .then(press.clone())
            .then(release.clone())
            .then(press)
            .then(release);
        self.client.perform_actions(mouse).await.unwrap();
    }

    /// Chooses from a list that opens.
    pub(crate) async fn choose(self, name: &str, option: &str) {
        self.click(name).await;
        self.click(&format!("{name}-option-{option}")).await;
        until("the list to close", async || !self.shows(&format!("{name}-list")).await).await;
    }

    /// All cards, newest first.
    pub(crate) async fn cards(self) -> Vec<Card> {
        let script = "return [...document.querySelectorAll('[data-testid=\"card\"]')]
            .map((card) => [card.dataset.video, card.dataset.state, card.innerText])";
        let cards = self.script(script, vec![]).await;
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let card = |card: &Value| Card { video: text(&card[0]), state: text(&card[1]), text: text(&card[2]) };
        cards.as_array().unwrap().iter().map(card).collect()
    }

    /// Waits until the cards please, and gives them.
    pub(crate) async fn cards_when(self, what: &str, mut pleases: impl FnMut(&[Card]) -> bool) -> Vec<Card> {
        let mut cards = Vec::new();
        until(what, async || {
            cards = self.cards().await;
            pleases(&cards)
        })
        .await;
        cards
    }

    /// Where the middle of the first part of this name is: pixels from the left and the top of the page.
    pub(crate) async fn middle(self, name: &str) -> [i32; 2] {
        self.find(name).await;
        let script = "const box = document.querySelector(arguments[0]).getBoundingClientRect();
            return [box.left + box.width / 2, box.top + box.height / 2].map(Math.round)";
        serde_json::from_value(self.script(script, vec![json!(css(name))]).await).unwrap()
    }

    /// What the page complained about since it was painted: faults of scripts and breaches of its own policy.
    pub(crate) async fn complaints(self) -> Vec<String> {
        let complaints = self.script("return window.complaints ?? ['not watched']", vec![]).await;
        complaints.as_array().unwrap().iter().map(|c| c.as_str().unwrap_or_default().to_owned()).collect()
    }
}

/// Whether a part can be used: some that cannot stay within reach of the keyboard, to say why, and say so by an attribute.
pub(crate) async fn is_offered(element: &Element) -> bool {
    let refuses = element.attr("aria-disabled").await.ok().flatten();
    refuses.as_deref() != Some("true") && element.is_enabled().await.unwrap_or(false)
}

/// Notes what goes wrong in the page from now on.
const WATCH: &str = "
    window.complaints = [];
    const note = (text) => window.complaints.push(text);
    window.addEventListener('error', (e) => note('error: ' + (e.message ?? e.target?.src)), true);
    window.addEventListener('unhandledrejection', (e) => note('rejection: ' + e.reason));
    document.addEventListener('securitypolicyviolation', (e) =>
        note('policy: ' + e.violatedDirective + ' ' + e.blockedURI + ' ' + e.sample));";

fn css(name: &str) -> String {
    format!("[data-testid=\"{name}\"]")
}
