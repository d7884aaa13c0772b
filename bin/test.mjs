#!/usr/bin/env node
// `npm test`: installs and builds what is missing, then types, Vitest and Playwright; ends with one line that sums them up.
var found = process.versions.node.split('.').map(Number)

if (found[0] < 20 || (found[0] === 20 && found[1] < 9)) {
  console.error('Atelier needs Node.js 20.9 or newer and this is ' + process.versions.node + ': install a newer one from nodejs.org, then run npm test again.')
  console.log('0 passed, 1 failed')
  process.exit(1)
} else {
  import('./test/main.mjs').then(function (module) {
    return module.main(process.argv.slice(2))
  })
}
