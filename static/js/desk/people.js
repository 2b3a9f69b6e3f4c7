// Names the boxes in which people are looked up: their script leaves that out.
const nameAll = (form) => {
  for (const select of form.querySelectorAll("select.admin-autocomplete")) {
    const box = select.nextElementSibling?.querySelector("[role=textbox]");
    box?.setAttribute("aria-label", select.dataset.placeholder);
  }
};

export const startPeople = (form) => {
  // After their script, which waits for the same moment.
  window.django.jQuery(() => nameAll(form));
  document.addEventListener("formset:added", () => setTimeout(() => nameAll(form)));
};
