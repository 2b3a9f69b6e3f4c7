// The rows of questions: what they say, which of them stay, and their places.
export const find = (row, name) => row.querySelector(`[name$="-${name}"]`);

const live = (row) => row.matches("[data-question]") && !row.hidden;

export const rowsOf = (list) => [...list.children].filter(live);

export const placeOf = (row) => rowsOf(row.parentElement).indexOf(row) + 1;

const excerpt = (row, otherwise) => {
  const text = find(row, "text").value.trim() || find(row, "answer").value.trim();
  if (!text) return otherwise;
  return text.length > 90 ? `${text.slice(0, 89)}…` : text;
};

// Numbers the rows as the page will; a row without a question goes on answering.
export const number = (list, total) => {
  let asked = 0;
  for (const row of rowsOf(list)) {
    const isQuestion = Boolean(find(row, "text").value.trim());
    asked += isQuestion;
    const typed = find(row, "number").value.trim();
    row.querySelector("[data-number]").textContent = typed || (isQuestion ? asked : "↳");
    const summary = row.querySelector("[data-excerpt]");
    summary.dataset.otherwise ??= summary.textContent;
    summary.textContent = excerpt(row, summary.dataset.otherwise);
  }
  total.textContent = asked || "";
};

// The database reads this order: every row that stays has its place from 1.
export const writePlaces = (list) => {
  rowsOf(list).forEach((row, place) => { find(row, "position").value = place + 1; });
};
