// Copying and sharing addresses. Without this file links to answers are plain links.
const tools = document.querySelector("[data-tools]");
const said = tools?.querySelector("[role=status]");

const copy = async (address) => {
  await navigator.clipboard.writeText(address);
  if (said) said.textContent = tools.dataset.copied;
};

const offer = (name, act) => {
  const button = tools.querySelector(`[data-${name}]`);
  button.hidden = false;
  button.addEventListener("click", () => act().catch(() => {}));
};

if (tools && navigator.share) {
  const title = document.querySelector("h1").textContent;
  offer("share", () => navigator.share({ title, url: tools.dataset.address }));
}

if (navigator.clipboard) {
  if (tools) offer("copy", () => copy(tools.dataset.address));

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
