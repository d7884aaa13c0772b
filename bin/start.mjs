#!/usr/bin/env node
// `npm start`. Written so that a Node far too old still reads it and can say so; everything else is loaded after that check.
var wanted = [20, 9]
var found = process.versions.node.split('.').map(Number)

if (found[0] < wanted[0] || (found[0] === wanted[0] && found[1] < wanted[1])) {
  console.error('Atelier needs Node.js ' + wanted.join('.') + ' or newer and this is ' + process.versions.node + ': install a newer one from nodejs.org, then run npm start again.')
  process.exit(1)
} else {
  import('./start/main.mjs').then(function (module) {
    return module.main()
  })
}
