// What the form holds, as pairs of name and value, and how to put it back.
const PASSING = new Set(["csrfmiddlewaretoken", "_selected_action", "action", "CHANGE_FORM-action", "index"]);

export const read = (form) =>
  [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !PASSING.has(name));

export const same = (one, two) => JSON.stringify(one) === JSON.stringify(two);

const total = (form, prefix) => Number(form.elements[`${prefix}-TOTAL_FORMS`]?.value ?? 0);

// Rows that were added then are added again; Django's own script adds speakers.
const makeRows = (form, values, questions) => {
  const wanted = (prefix) => Number(values.get(`${prefix}-TOTAL_FORMS`) ?? 0);
  while (questions && total(form, "questions") < wanted("questions")) questions.add();
  const more = form.querySelector("#speakers-group .add-row a");
  while (more && total(form, "speakers") < wanted("speakers")) more.click();
};

const put = (field, value) => {
  if (field.type === "checkbox") field.checked = value !== undefined;
  else if (field.matches("select") && value && ![...field.options].some((each) => each.value === value)) {
    field.add(new Option(value, value));
    field.value = value;
  } else if (value !== undefined) field.value = value;
  field.dispatchEvent(new Event("change", { bubbles: true }));
};

export const write = (form, entries, questions) => {
  const values = new Map(entries);
  makeRows(form, values, questions);
  for (const field of form.elements) {
    if (!field.name || PASSING.has(field.name) || /_FORMS$/.test(field.name)) continue;
    if (!["submit", "button", "file"].includes(field.type)) put(field, values.get(field.name));
  }
  questions?.arrange();
  form.dispatchEvent(new Event("input", { bubbles: true }));
};
