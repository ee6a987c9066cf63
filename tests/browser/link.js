// The first link to `href`, laid open, while whatever folds its target but not itself is folded.
href => {
  const link = [...document.querySelectorAll('a[href]')].find(one => one.getAttribute('href') === href)
  const target = document.getElementById(decodeURIComponent(href.slice(1)))
  for (const fold of document.querySelectorAll('details')) {
    if (fold.contains(link)) fold.open = true
    else if (target && fold.contains(target)) fold.open = false
  }
  return link
}
