#!/usr/bin/env node
// `npm run chaos`: runs pipelines while everything under them is killed and cut off, and counts what was lost. See chaos/options.mjs.
import { readOptions } from './chaos/options.mjs'

const options = readOptions(process.argv.slice(2), process.env)
const { main } = options.mode === 'starve' ? await import('./chaos/starve.mjs') : await import('./chaos/main.mjs')
process.exit(await main(options))
