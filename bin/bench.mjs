#!/usr/bin/env node
// `npm run bench`: measures this machine and prints work, ours, limit or peer, ratio. Words after it choose benches by name.
import { main } from './measure/main.mjs'

await main(process.argv.slice(2))
