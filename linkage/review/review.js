// The page at work: which event is on the screen, the keys, saving and going on from a file.
const $ = (id) => document.getElementById(id);
let answers = null;
let place = 0;

const here = () => data.events[place];
const say = (text) => ($("said").textContent = text);

function show({ focus = true } = {}) {
  const event = here();
  const answer = answers.given.get(event.event_id);
  $("event-title").textContent = `Event ${place + 1} of ${data.events.length}: ${wordsOf(answer)}`;
  $("about").replaceChildren(
    ...event.about.map(([name, value]) => {
      const pair = made("div", null);
      pair.append(made("dt", name), made("dd", value));
      return pair;
    }),
  );
  $("table").replaceChildren(...tableOf(event));
  $("answers").replaceChildren(...buttonsOf(event, answer, choose));
  $("note").value = answer?.note ?? "";
  $("reach").checked = answer?.reach === "identity";
  const count = answers.given.size;
  $("progress").value = count;
  $("counted").textContent = `${count} of ${data.events.length} by ${answers.reviewer}`;
  $("unsaved").textContent = answers.isSaved ? "Everything is saved." : "Not saved yet: save before you close the page.";
  if (focus) $("event-title").focus({ preventScroll: true });
}

function choose(answer, person) {
  const event = here();
  const given = { answer, person, reach: $("reach").checked ? "identity" : "event", note: $("note").value };
  answers.give(event.event_id, given);
  say(`Event ${place + 1}: ${wordsOf(given)}.`);
  if (place < data.events.length - 1) place += 1;
  else if (answers.given.size === data.events.length) say("Every event has an answer. Save now.");
  show();
  window.scrollTo(0, 0);
}

// A change of note or reach keeps the answer that is there; without one it waits for the answer.
function amend() {
  const [event, before] = [here(), answers.given.get(here().event_id)];
  if (!before) return;
  const now = { ...before, note: $("note").value, reach: $("reach").checked ? "identity" : "event" };
  if (now.note !== before.note || now.reach !== before.reach) answers.give(event.event_id, now);
  show({ focus: false });
}

function go(to) {
  place = Math.max(0, Math.min(data.events.length - 1, to));
  show();
}

function goToOpen() {
  const order = [...data.events.keys()].map((step) => (place + 1 + step) % data.events.length);
  const next = order.find((one) => !answers.given.has(data.events[one].event_id));
  if (next === undefined) say("Every event has an answer. Save now.");
  else go(next);
}

function undo() {
  const event = answers.undo();
  if (event === null) return say("There is nothing to undo.");
  go(data.events.findIndex((one) => one.event_id === event));
  return say(`Undone: event ${place + 1} has ${wordsOf(answers.given.get(event))}.`);
}

function save() {
  const address = URL.createObjectURL(new Blob([answers.text()], { type: "application/json" }));
  const round = data.round === "third" ? "third-" : "";
  const link = made("a", "", { href: address, download: `answers-${round}${data.sample}-${answers.reviewer}.json` });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
  answers.isSaved = true;
  show({ focus: false });
  say(`Saved ${answers.given.size} answers to a file in your downloads: keep it in the secure area.`);
}

function begin(found) {
  answers = found;
  $("start").hidden = true;
  $("work").hidden = false;
  place = 0;
  if (answers.given.has(here().event_id)) goToOpen();
  show();
}

$("begin").addEventListener("submit", (event) => {
  event.preventDefault();
  begin(new Answers($("reviewer").value));
});

$("file").addEventListener("change", async () => {
  let said = null;
  try {
    said = JSON.parse(await $("file").files[0].text());
  } catch {
    said = null;
  }
  const wrong = wrongWith(said);
  $("start-told").textContent = wrong ?? "";
  if (!wrong) begin(opened(said));
});

const acts = {
  n: () => choose("none", null),
  c: () => choose("cannot_tell", null),
  t: () => $("note").focus(),
  i: () => ($("reach").checked = !$("reach").checked) !== null && amend(),
  u: undo,
  s: save,
  g: goToOpen,
  ArrowLeft: () => go(place - 1),
  ArrowRight: () => go(place + 1),
};

document.addEventListener("keydown", (event) => {
  if (!answers || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target === $("note")) {
    if (event.key === "Escape" || event.key === "Enter") {
      event.preventDefault();
      amend();
      $("event-title").focus();
    }
    return;
  }
  if (!$("keys").checked) return;
  const person = Number(event.key);
  const act = person >= 1 && person <= here().people ? () => choose("match", person) : acts[event.key] ?? acts[event.key.toLowerCase()];
  const scrolls = event.target === $("table-region") && event.key.startsWith("Arrow");
  if (!act || scrolls) return;
  event.preventDefault();
  act();
});

$("note").addEventListener("change", amend);
$("reach").addEventListener("change", amend);
$("save").addEventListener("click", save);
$("undo").addEventListener("click", undo);
$("open").addEventListener("click", goToOpen);
$("back").addEventListener("click", () => go(place - 1));
$("on").addEventListener("click", () => go(place + 1));
window.addEventListener("beforeunload", (event) => {
  if (answers && !answers.isSaved) event.preventDefault();
});
