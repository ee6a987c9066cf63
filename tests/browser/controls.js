// The names of all controls that Tab has to reach, in the order of the page; keeps them in `window.controls`.
() => {
  const all = document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]')
  const reached = one => {
    if (one.disabled || one.tabIndex < 0 || !one.checkVisibility({ visibilityProperty: true })) return false
    if (one.localName === 'summary') return one === one.parentElement.querySelector(':scope > summary')
    if (one.type !== 'radio') return true
    const group = [...document.querySelectorAll('input[type=radio]')].filter(other => other.name === one.name && other.form === one.form)
    return one === (group.find(other => other.checked) || group[0])
  }
  window.controls = [...all].filter(reached)
  window.strokeOf = one => [...one.querySelectorAll('rect, path, circle')].map(shape => getComputedStyle(shape)).map(style => style.stroke + style.strokeWidth).join()
  window.strokes = new Map(window.controls.filter(one => one.closest('svg')).map(one => [one, window.strokeOf(one)]))
  return window.controls.map(one => `${one.localName}: ${(one.textContent || one.ariaLabel || one.name || '').trim().slice(0, 50)}`)
}
