// What the launcher needs of the product itself; bundled to dist/launch.mjs and loaded by bin/start once everything is built.
export { prepare } from './prepare'
export { pythonOf } from './python'
export { runSamples } from './run-samples'
export { setUpLink } from './set-up-link'
