// Applies the chosen colours before the page is drawn, and shows the switch.
(() => {
  const root = document.documentElement;
  const kept = () => {
    try { return localStorage.getItem("theme") || "system"; } catch { return "system"; }
  };
  const apply = (theme) => {
    if (theme === "system") delete root.dataset.theme;
    else root.dataset.theme = theme;
  };
  apply(kept());
  document.addEventListener("DOMContentLoaded", () => {
    const field = document.querySelector("[data-theme-switch]");
    field.hidden = false;
    const now = field.querySelector(`[value="${kept()}"]`);
    if (now) now.checked = true;
    field.addEventListener("change", (event) => {
      apply(event.target.value);
      try { localStorage.setItem("theme", event.target.value); } catch { /* not kept */ }
    });
  });
})();
