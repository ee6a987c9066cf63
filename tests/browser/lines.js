// The text that can be seen, without that of search forms, buttons and live counts, which only script needs.
// A button in the head of a column is the head itself: it is read as if it were none.
() => {
  const controls = document.querySelectorAll('search, [role=search], button:not(thead button), [role=status], output')
  const heads = document.querySelectorAll('thead button')
  for (const one of controls) one.style.display = 'none'
  for (const one of heads) one.style.display = 'contents'
  const text = document.body.innerText
  for (const one of [...controls, ...heads]) one.style.display = ''
  return text
}
