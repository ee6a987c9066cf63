// Where the focus stands: its number among `window.controls` (null on none), and what keeps a person from seeing it.
() => {
  const one = document.activeElement
  if (!one || one === document.body) return { at: null, faults: [] }
  const style = getComputedStyle(one), box = one.getClientRects()[0], faults = []
  const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
  const redrawn = window.strokes.has(one) && window.strokes.get(one) !== window.strokeOf(one)
  if (!outlined && !redrawn && style.boxShadow === 'none') faults.push('no ring around it')
  const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth)
  const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight)
  if (left >= right || top >= bottom) faults.push('outside the window')
  else {
    const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
    if (hit && !one.contains(hit) && !hit.contains(one)) faults.push(`covered by <${hit.localName}.${hit.className}>`)
  }
  return { at: window.controls.indexOf(one), faults }
}
