// What does not fit: [] where everything stands inside the page, its container and its picture.
() => {
  const wide = document.documentElement.clientWidth
  const bare = text => text.replace(/\s+/g, '')
  const copy = document.body.cloneNode(true)
  copy.querySelectorAll('svg, script, style').forEach(one => one.remove())
  const told = bare(copy.textContent)
  const name = one => {
    const kind = one.getAttribute('class')
    return `<${one.localName}${one.id ? '#' + one.id : ''}${kind ? '.' + kind : ''}> ${one.textContent.trim().slice(0, 50)}`
  }
  const unseen = one => {
    const style = getComputedStyle(one)
    return (style.position === 'absolute' || style.position === 'fixed') && (style.clipPath !== 'none' || one.getBoundingClientRect().right < 0)
  }
  const region = one => one.matches('[role=region][tabindex="0"][aria-label], [role=region][tabindex="0"][aria-labelledby]')
  const faults = []
  if (document.documentElement.scrollWidth > wide) faults.push(`the page is ${document.documentElement.scrollWidth} wide, the window ${wide}`)
  const look = (one, scrolled) => {
    if (unseen(one)) return
    const style = getComputedStyle(one), box = one.getBoundingClientRect()
    if (style.display !== 'contents' && !one.checkVisibility({ visibilityProperty: true })) return
    const across = style.overflowX, drawn = one.ownerSVGElement
    if (box.width && !scrolled && (box.right > wide + 1 || box.left < -1)) faults.push(`beyond the window: ${name(one)}`)
    if (drawn && one.localName === 'text') {
      const picture = drawn.getBoundingClientRect()
      if (box.right > picture.right + 1 || box.left < picture.left - 1 || box.bottom > picture.bottom + 1 || box.top < picture.top - 1) faults.push(`beyond its picture: ${name(one)}`)
    }
    if (!drawn || one.closest('foreignObject')) {
      const over = style.display !== 'inline' && one.clientWidth && one.scrollWidth > one.clientWidth + 1
      const deep = one.clientHeight && one.scrollHeight > one.clientHeight + 2
      if (over && across === 'visible') faults.push(`${one.scrollWidth} wide in ${one.clientWidth}: ${name(one)}`)
      if (over && (across === 'auto' || across === 'scroll') && !region(one)) faults.push(`scrolls, but is no labelled region that takes the focus: ${name(one)}`)
      const hides = ['hidden', 'clip']
      if ((over && hides.includes(across)) || (deep && hides.includes(style.overflowY))) {
        const marked = style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none'
        if (!marked) faults.push(`cut off: ${name(one)}`)
        else if (!told.includes(bare(one.textContent))) faults.push(`cut short, and told nowhere else: ${name(one)}`)
      }
    }
    for (const child of one.children) look(child, scrolled || across !== 'visible')
  }
  look(document.body, false)
  return faults
}
