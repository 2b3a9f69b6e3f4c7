// Shows how the interview looks in a list of search results and as a shared card.
import { find, rowsOf } from "./rows.js";

const cut = (text, length) => (text.length > length ? `${text.slice(0, length - 1).trimEnd()}…` : text);

export const startSharing = (form, questions) => {
  const preview = form.querySelector("[data-sharing]");
  const value = (name) => form.elements[name]?.value.trim() ?? "";
  const write = (name, text) => preview
    .querySelectorAll(`[data-shown=${name}]`)
    .forEach((place) => { place.textContent = text; });

  const show = () => {
    const first = questions && rowsOf(questions.list).map((row) => find(row, "text").value.trim()).find(Boolean);
    const title = value("search_title") || value("headline");
    const description = value("search_description") || value("standfirst") || first || "";
    const publication = form.elements.publication;
    write("title", cut(title, 60));
    write("description", cut(description, 155));
    write("publication", publication?.value ? publication.selectedOptions[0].text : "");
    write("slug", value("slug") || "…");
  };
  form.addEventListener("input", show);
  show();
  preview.hidden = false;
};
