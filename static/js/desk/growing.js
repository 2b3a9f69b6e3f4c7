// Text fields as high as their text, where the browser cannot do it by its style sheet.
const fit = (area) => {
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + 2}px`;
};

export const startGrowing = (form) => {
  if (CSS.supports("field-sizing", "content")) return;
  const shown = (within) => within.querySelectorAll("textarea").forEach((area) => area.offsetParent && fit(area));
  shown(form);
  form.addEventListener("input", ({ target }) => { if (target.matches("textarea")) fit(target); });
  form.addEventListener("toggle", ({ target }) => { if (target.open) shown(target); }, true);
};
