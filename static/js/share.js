// Copying and sharing addresses. Without this file links to answers are plain links.
const tools = document.querySelector(".tools");
const said = tools?.querySelector("[role=status]");

const copy = async (address) => {
  await navigator.clipboard.writeText(address);
  if (said) said.textContent = tools.dataset.copied;
};

const offer = (name, act) => {
  const button = tools.querySelector(`[data-${name}]`);
  button.dataset.ready = "";
  button.addEventListener("click", () => act().catch(() => {}));
};

const title = document.querySelector("h1").textContent;
const url = document.querySelector("link[rel=canonical]")?.href ?? location.href;

if (tools) tools.querySelector("[data-mail]").href += `&subject=${encodeURIComponent(title)}`;
if (tools && navigator.share) offer("share", () => navigator.share({ title, url }));

if (navigator.clipboard) {
  if (tools) offer("copy", () => copy(url));

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.anchor");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    copy(link.href).then(
      () => {
        link.dataset.copied = "";
        setTimeout(() => delete link.dataset.copied, 2000);
      },
      () => location.assign(link.href),
    );
  });
}
