// One event on the screen: a table with the event and each person side by side, and a button for each answer.
function made(tag, text, attributes = {}) {
  const element = document.createElement(tag);
  if (text !== null) element.textContent = text;
  Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
  return element;
}

function cellOf(tag, lines, attributes) {
  const cell = made(tag, null, attributes);
  if (!lines.length) cell.append(made("span", "not known", { class: "unknown" }));
  lines.forEach((line) => {
    const shown = made("div", null);
    line.forEach(([kind, text]) => {
      if (kind === "same") shown.append(text);
      else shown.append(made(kind === "other" ? "mark" : "del", text, { class: kind }));
    });
    cell.append(shown);
  });
  return cell;
}

function tableOf(event) {
  const head = made("tr", null);
  head.append(made("td", ""), made("th", "Event", { scope: "col" }));
  for (let person = 1; person <= event.people; person += 1) head.append(made("th", `Person ${person}`, { scope: "col" }));
  const top = made("thead", null);
  top.append(head);
  const parts = [
    ["Compared by the program", event.rows.filter((row) => row.is_used)],
    ["Not used by the program", event.rows.filter((row) => !row.is_used)],
  ].map(([title, rows]) => {
    const body = made("tbody", null);
    const group = made("tr", null);
    group.append(made("th", title, { scope: "rowgroup", colspan: event.people + 2, class: "group" }));
    body.append(group);
    rows.forEach((row) => {
      const line = made("tr", null);
      line.append(made("th", row.name, { scope: "row" }), cellOf("td", row.event, { class: "event" }));
      row.people.forEach((lines) => line.append(cellOf("td", lines, {})));
      body.append(line);
    });
    return body;
  });
  return [top, ...parts];
}

function wordsOf(answer) {
  if (!answer) return "no answer yet";
  if (answer.answer === "match") return `person ${answer.person}`;
  return answer.answer === "none" ? "none of them" : "cannot tell";
}

function buttonsOf(event, answer, choose) {
  const choices = [];
  for (let person = 1; person <= event.people; person += 1) choices.push(["match", person, `Person ${person}`, String(person)]);
  choices.push(["none", null, event.people === 1 ? "Not this person" : "None of them", "N"], ["cannot_tell", null, "Cannot tell", "C"]);
  return choices.map(([kind, person, words, key]) => {
    const is = Boolean(answer) && answer.answer === kind && answer.person === person;
    const button = made("button", `${words} `, { type: "button", "aria-pressed": String(is) });
    button.append(made("kbd", key));
    button.addEventListener("click", () => choose(kind, person));
    return button;
  });
}
