// The text that can be seen, without that of search forms, buttons and live counts, which only script needs.
() => {
  const controls = document.querySelectorAll('search, [role=search], button, [role=status], output')
  for (const one of controls) one.style.display = 'none'
  const text = document.body.innerText
  for (const one of controls) one.style.display = ''
  return text
}
