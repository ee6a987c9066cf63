// What keeps a person from seeing the target of `href` now; null where it stands in the window.
async href => {
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))
  const target = document.getElementById(decodeURIComponent(href.slice(1)))
  if (!target) return 'there is no such place'
  if (!target.checkVisibility({ visibilityProperty: true })) return 'it is folded or hidden'
  const box = target.getBoundingClientRect()
  return box.bottom > 0 && box.top < innerHeight ? null : `it stands at ${Math.round(box.top)}, outside the window`
}
