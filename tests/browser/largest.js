// The size in pixels of the largest text that can be seen outside pictures.
() => {
  const sizes = [0]
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) {
    const one = texts.currentNode.parentElement
    if (texts.currentNode.data.trim() && one.checkVisibility() && !one.closest('svg')) sizes.push(parseFloat(getComputedStyle(one).fontSize))
  }
  return Math.max(...sizes)
}
