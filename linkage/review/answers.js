// The answers given so far, what can be undone, and the file in which they are saved.
const data = JSON.parse(document.getElementById("data").textContent);

class Answers {
  constructor(reviewer) {
    this.reviewer = reviewer;
    this.given = new Map();
    this.past = [];
    this.isSaved = true;
  }

  // null takes an answer back; what stood before can be had again by undo.
  give(event, answer) {
    this.past.push([event, this.given.get(event) ?? null]);
    if (answer) this.given.set(event, answer);
    else this.given.delete(event);
    this.isSaved = false;
  }

  undo() {
    const last = this.past.pop();
    if (!last) return null;
    const [event, before] = last;
    if (before) this.given.set(event, before);
    else this.given.delete(event);
    this.isSaved = false;
    return event;
  }

  rows() {
    return data.events
      .filter((event) => this.given.has(event.event_id))
      .map((event) => {
        const { answer, person, reach, note } = this.given.get(event.event_id);
        return [event.event_id, answer, person, reach, note];
      });
  }

  text() {
    const [rows, said] = [this.rows(), { format: data.format, sample: data.sample, round: data.round, page: data.page }];
    return JSON.stringify({ ...said, reviewer: this.reviewer, answers: rows, digest: digestOf(this.reviewer, rows) });
  }
}

function digestOf(reviewer, rows) {
  return sha256(JSON.stringify([data.format, data.sample, data.round, data.page, reviewer, rows]));
}

// Why a file cannot be gone on from, or null.
function wrongWith(said) {
  if (!said || said.format !== data.format || !Array.isArray(said.answers)) return "This is no file that a review page saved.";
  if (said.sample !== data.sample || said.page !== data.page) return "This file is of another sample or page.";
  if (digestOf(said.reviewer, said.answers) !== said.digest) return "This file was changed after it was saved. Open the last one that was not.";
  const shown = new Map(data.events.map((event) => [event.event_id, event.people]));
  const known = said.answers.every(([event, , person]) => shown.has(event) && (person === null || person <= shown.get(event)));
  return known ? null : "This file has answers to events that are not here.";
}

function opened(said) {
  const found = new Answers(said.reviewer);
  said.answers.forEach(([event, answer, person, reach, note]) => found.given.set(event, { answer, person, reach, note }));
  return found;
}
