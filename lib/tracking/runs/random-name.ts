import { randomInt } from 'node:crypto'

const first = ['able', 'amber', 'brisk', 'calm', 'clear', 'crisp', 'eager', 'even', 'fair', 'fleet', 'gentle', 'grand', 'keen', 'light', 'lively', 'merry', 'noble', 'proud', 'quiet', 'rapid', 'silent', 'steady', 'sunny', 'swift', 'tidy', 'vivid', 'warm', 'wise']
const second = ['auk', 'badger', 'beech', 'brook', 'cedar', 'crane', 'dune', 'ember', 'falcon', 'fern', 'finch', 'fjord', 'grove', 'heron', 'lark', 'maple', 'meadow', 'otter', 'penguin', 'pine', 'plover', 'reef', 'ridge', 'robin', 'spruce', 'stork', 'swan', 'wren']

/** "calm-heron-418": for a run that nobody has named. */
export function randomName(): string {
  return `${first[randomInt(first.length)]}-${second[randomInt(second.length)]}-${randomInt(1000)}`
}
