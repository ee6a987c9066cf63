// Filters the table of bodies, and sorts it by what the server wrote into data-v. Without this script everything is shown.
(() => {
  const form = document.getElementById("filter");
  const keys = form ? [...form.querySelectorAll("[data-key]")] : [];
  const order = document.getElementById("sort");

  const sort = (table, column, direction) => {
    const body = table.tBodies[0];
    const first = [...body.rows].map((row, at) => (row.dataset.at ??= at, row));
    const value = (row) => column < 0 ? Number(row.dataset.at) : Number(row.cells[column].dataset.v);
    first.sort((a, b) => (value(a) - value(b)) * direction || a.dataset.at - b.dataset.at);
    body.append(...first);
    [...table.tHead.rows[0].cells].forEach((head, at) => {
      if (at === column) head.setAttribute("aria-sort", direction > 0 ? "ascending" : "descending");
      else head.removeAttribute("aria-sort");
    });
  };

  const buttons = [];
  for (const table of document.querySelectorAll("#lines, #other-lines")) {
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      if (!head.dataset.sort) return;
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      buttons.push(button);
      button.addEventListener("click", () => {
        const now = head.getAttribute("aria-sort");
        const direction = now ? (now === "ascending" ? -1 : 1) : Number(head.dataset.sort);
        sort(table, column, direction);
        if (order && table.id === "lines") {
          const value = `${column},${direction}`;
          order.value = [...order.options].some((one) => one.value === value) ? value : "";
        }
      });
    });
  }
  // On a narrow screen the heads are out of sight, and nobody may come upon their buttons there.
  const narrow = matchMedia("(max-width: 44rem)");
  const reach = () => buttons.forEach((button) => { button.disabled = narrow.matches; });
  narrow.addEventListener("change", reach);
  reach();
  if (!form) return;

  const rows = [...document.getElementById("lines").tBodies[0].rows];
  const said = form.querySelector("[role=status]");
  const filter = () => {
    const shown = rows.filter((row) => !(row.hidden = keys.some((one) => one.value && row.dataset[one.dataset.key] !== one.value)));
    const told = (count) => count.toLocaleString("en");
    said.textContent = form.dataset.shown.replace("{shown}", told(shown.length)).replace("{all}", told(rows.length));
  };
  keys.forEach((one) => one.addEventListener("change", filter));
  order.addEventListener("change", () => {
    const [column, direction] = order.value ? order.value.split(",").map(Number) : [-1, 1];
    sort(document.getElementById("lines"), column, direction);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  filter();
})();
