// What axe-core finds wrong by the rules with `tags`, and the texts whose contrast it could not judge: in pictures it cannot,
// nor where headings stay in place while a table is scrolled beneath them.
async tags => {
  const found = await axe.run(document, { runOnly: tags, resultTypes: ['violations', 'incomplete'] })
  const lines = (rule, node) => `${rule.id} at ${node.target.join(' ')}: ${node.failureSummary.replace(/\s+/g, ' ')}`
  const outside = node => !document.querySelector(node.target[0])?.closest('svg, .scroll')
  const unjudged = found.incomplete.filter(rule => rule.id === 'color-contrast')
  return {
    wrong: found.violations.flatMap(rule => rule.nodes.map(node => lines(rule, node))),
    unjudged: unjudged.flatMap(rule => rule.nodes.filter(outside).map(node => lines(rule, node))),
  }
}
