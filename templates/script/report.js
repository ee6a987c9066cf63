// Filter, folds and copies on the report of a plan. Without this the page is whole; nothing is loaded and nothing is sent.
(() => {
  "use strict"
  const byId = id => document.getElementById(id)
  const all = (selector, root = document) => [...root.querySelectorAll(selector)]
  const filter = byId("filter"), said = byId("said"), list = byId("by-node") || document.querySelector(".list")
  const number = n => n.toLocaleString("en")
  const told = (phrase, values) => phrase.replace(/\{(\w+)\}/g, (_, name) => values[name])

  // Letters as people read them, as checker.thai.key folds them: digits, sara am, doubled marks, case, dashes, spaces.
  const folded = words => words.normalize("NFKC")
    .replace(/[\u200b-\u200f\u2060\u00ad\ufeff\u202a-\u202e\u2066-\u2069]/g, "")
    .replace(/\u0e4d([\u0e48-\u0e4b]?)\u0e32/g, "$1\u0e33").replace(/([\u0e48-\u0e4b])\u0e4d\u0e32/g, "$1\u0e33")
    .replace(/\u0e33([\u0e48-\u0e4b])/g, "$1\u0e33").replace(/\u0e40\u0e40/g, "\u0e41")
    .replace(/([\u0e48-\u0e4b])\1+/g, "$1").replace(/[\u0e50-\u0e59]/g, d => d.charCodeAt(0) - 0xe50)
    .replace(/[\u2010\u2011\u2013\u2014\u2212]/g, "-").replace(/["'\u201c\u201d\u2018\u2019`\s]+/g, "").toLowerCase()
    .replace(/(หมู่(บ้าน)?(ที่)?|ม)\.?(?=\d)/g, "ม")

  // Opens whatever is folded around `target`, and lets it through the filter.
  const reveal = target => {
    if (!target) return
    if (target.closest("[hidden]")) show({}, false)
    for (let up = target; up; up = up.parentElement) if (up.localName === "details") up.open = true
  }
  // Brings `target` into view again until it stays, unless something else is wanted: heights of what was never drawn are guessed.
  let wanting = null
  const settle = async target => {
    wanting = target
    for (let turn = 0, last = null; target && turn < 12; turn++) {
      await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))
      if (wanting !== target || Math.round(target.getBoundingClientRect().top) === last) return
      target.scrollIntoView()
      last = Math.round(target.getBoundingClientRect().top)
    }
  }
  const named = hash => byId(decodeURIComponent(hash.slice(1)))

  /* copies */
  // What stands in the reference of a finding; in a table the code alone stands in the row, the rest in its head and place.
  const reference = code => {
    const table = code.closest(".found")
    if (!table) return code.textContent
    return [table.dataset.ref, code.closest("tr").cells[1].firstChild.textContent, code.textContent].join(" \u00b7 ")
  }
  const copy = async button => {
    const text = reference(button.previousElementSibling)
    let done = false
    try { await navigator.clipboard.writeText(text); done = true } catch {
      getSelection().selectAllChildren(button.previousElementSibling)
      try { done = document.execCommand("copy") } catch { done = false }
    }
    said.textContent = `${done ? said.dataset.copied : said.dataset.selected}: ${text}`
    button.textContent = done ? said.dataset.copied : said.dataset.selected
    setTimeout(() => { button.textContent = said.dataset.copy }, 2500)
  }
  // Buttons stand where somebody can see them: thousands in what is folded would only delay the page.
  const withCopies = root => {
    for (const code of all(".ref > code:only-child, .found tr[id] > :last-child > code:only-child", root)) {
      if (code.closest("details:not([open])")) continue
      const button = document.createElement("button")
      button.type = "button"
      button.className = "copy"
      button.textContent = said.dataset.copy
      button.setAttribute("aria-label", `${said.dataset.copy} ${reference(code)}`)
      code.after(button)
    }
  }

  /* the filter */
  const PREFIX = "#show:"
  const MANY = 300 // beyond so many, what is out of view is not drawn
  const OPEN = 150 // up to so many findings that are left are shown unfolded
  const fields = filter ? all("input, select", filter) : []
  const FINDINGS = ".f, .found tr[id]"
  const groups = list ? all(".kind, .node, .part", list) : []
  let items = null, before = null

  const gathered = () => items ||= all(FINDINGS, list).map(li => {
    const graded = li.closest(".f, .kind"), here = li.closest("[data-p]")
    return {
      li, severity: ["error", "warning", "advice"].find(grade => graded.classList.contains(grade)), rule: graded.dataset.r,
      sheet: li.dataset.s, plan: here && here.dataset.p, units: (li.dataset.u || "none").split(" "), words: null,
      more: byId(li.id.replace("f-", "x-")), up: li.parentElement.closest(".f"), fold: li.parentElement.closest(".fold"),
    }
  })
  // What is said of a finding; in a table also what its check and its table say of all their rows.
  const wordsOf = item => {
    if (item.words !== null) return item.words
    const part = item.li.closest(".part"), told = one => one.textContent
    const around = one => one.said ??= folded(all(":scope > :not(summary, .part, table), :scope > summary > .title", one).map(told).join("\n"))
    if (part) return item.words = [around(part), around(part.parentElement), folded([...item.li.cells].slice(0, -1).map(told).join("\n")),
      folded(reference(item.li.lastElementChild.querySelector("code")))].join("\n")
    return item.words = folded([
      item.li.closest(".node").firstElementChild,
      ...all(":scope > p:not(.ref), :scope > details:not(.fold), :scope > .ref > code", item.li),
    ].map(told).join("\n"))
  }

  const wanted = () => {
    const state = {}
    for (const one of fields) {
      if (one.type === "checkbox" ? !one.checked : !one.value.trim()) continue
      state[one.name] = state[one.name] ? `${state[one.name]},${one.value}` : one.value.trim()
    }
    return state
  }
  const described = () => fields.flatMap(one => {
    if (one.type === "checkbox") return one.checked ? [one.parentElement.querySelector(".sv").textContent] : []
    if (!one.value.trim()) return []
    return [one.localName === "select" ? one.selectedOptions[0].textContent : `\u201c${one.value.trim()}\u201d`]
  }).join(" \u00b7 ")

  const passes = (item, state, severities, terms) =>
    (!severities || severities.includes(item.severity)) && (!state.rule || item.rule === state.rule)
    && (!state.sheet || item.sheet === state.sheet) && (!state.plan || item.plan === state.plan)
    && (!state.unit || item.units.includes(state.unit))
    && terms.every(term => wordsOf(item).includes(term))

  // Says in the heading of a kind how many of its findings are left.
  const tell = (kind, active) => {
    const heading = kind.firstElementChild, left = heading.querySelector(".left") || document.createElement("span")
    left.className = "n left"
    heading.append(left)
    const those = all(FINDINGS, kind)
    const n = those.filter(one => !one.hidden && !one.matches(".around")).length
    left.textContent = active ? told(filter.dataset.shown, { n: number(n), m: number(those.length) }) : ""
  }
  // Shows what `state` lets through, with the findings above it that explain it, and says how much that is.
  const apply = (state, kept) => {
    const active = Object.keys(state).length > 0
    const severities = state.severity && state.severity.split(",")
    // every word has to be there; a number belongs to the word that counts with it: หมู่ที่ 4
    const joined = (state.text || "").replace(/(ที่|หมู่|ม\.|ปี|ครั้ง|ข้อ)\s+(?=[0-9๐-๙])/g, "$1")
    const terms = joined.split(/\s+/).map(folded).filter(Boolean)
    const needed = new Set()
    let shown = 0
    for (const item of [...gathered()].reverse()) {
      const hit = passes(item, state, severities, terms)
      if (hit) shown++
      if ((hit || needed.has(item.li)) && item.up) needed.add(item.up)
      item.li.hidden = !hit && !needed.has(item.li)
      if (item.more) item.more.hidden = item.li.hidden
      item.li.classList.toggle("around", !hit && !item.li.hidden)
    }
    if (active) before ||= new Map(all("details", list).map(one => [one, one.open]))
    for (const one of groups) one.hidden = !one.querySelector(":is(.f, .found tr[id]):not([hidden])")
    if (active) for (const one of groups) if (one.localName === "details") one.open = one.matches(".kind") ? !one.hidden : !one.hidden && shown <= OPEN
    if (active && shown <= OPEN) for (const item of items) if (item.fold && !item.li.hidden) item.fold.open = true
    if (!active && before) { for (const [one, open] of before) one.open = open; before = null }
    for (const one of groups) if (one.matches(".kind")) tell(one, active)
    document.body.classList.toggle("narrowed", active)
    const counts = { n: number(shown), m: number(items.length), what: described() }
    byId("shown").textContent = told(active ? filter.dataset.shown : filter.dataset.all, counts)
    byId("show-all").hidden = !active
    byId("filtered").hidden = !active
    byId("filtered").textContent = active ? told(filter.dataset.paper, counts) : ""
    if (!kept) return
    if (active) history.replaceState(null, "", PREFIX + new URLSearchParams(state))
    else if (location.hash.startsWith(PREFIX)) history.replaceState(null, "", `#${list.id}`)
  }
  // Sets the controls to `state`, and shows what it lets through; with `kept`, the page's address remembers it.
  const show = (state, kept) => {
    for (const one of fields) {
      if (one.type === "checkbox") one.checked = (state[one.name] || "").split(",").includes(one.value)
      else one.value = state[one.name] || ""
    }
    apply(wanted(), kept)
  }
  const follow = () => {
    if (!location.hash) return
    if (!location.hash.startsWith(PREFIX)) {
      reveal(named(location.hash))
      return settle(named(location.hash))
    }
    if (!filter) return
    show(Object.fromEntries(new URLSearchParams(location.hash.slice(PREFIX.length))), false)
    settle(list)
  }

  if (filter) {
    const count = all(FINDINGS, list).length
    list.classList.toggle("many", count > MANY)
    // as cards, tables are still read out as tables
    const roles = { table: "table", "thead, tbody": "rowgroup", tr: "row", "thead th": "columnheader", "tbody th": "rowheader", td: "cell" }
    if (matchMedia("(max-width: 44rem)").matches) for (const [part, role] of Object.entries(roles)) {
      for (const one of all(`.found:is(${part}), .found :is(${part})`, list)) one.setAttribute("role", role)
    }
    filter.hidden = false
    for (const one of all("[data-only]")) one.hidden = false
    byId("shown").textContent = told(filter.dataset.all, { m: number(count) })
    filter.addEventListener("input", () => apply(wanted(), true))
    byId("show-all").addEventListener("click", () => { show({}, true); byId("q").focus() })
    byId("unfold").addEventListener("click", () => { for (const one of all("details", list)) one.open = true })
    byId("fold").addEventListener("click", () => { for (const one of all("details", list)) one.open = false })
  }
  withCopies(document)
  document.addEventListener("toggle", event => { if (event.target.open) withCopies(event.target) }, true)
  document.addEventListener("click", event => {
    const link = event.target.closest("a[href^='#']")
    if (link) {
      reveal(named(link.getAttribute("href")))
      return settle(named(link.getAttribute("href")))
    }
    const button = event.target.closest("button")
    if (button?.matches(".copy")) copy(button)
    if (button?.dataset.only) { show({ rule: button.dataset.only }, true); settle(list); byId("q").focus({ preventScroll: true }) }
  })
  for (const turn of ["wheel", "touchmove", "keydown"]) addEventListener(turn, () => { wanting = null }, { passive: true })
  addEventListener("hashchange", follow)
  follow()
})()
