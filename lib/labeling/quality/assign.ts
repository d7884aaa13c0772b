/** A value for taking the left one together with the right one; pairs that are not listed cannot be taken. */
export interface Candidate {
  left: number
  right: number
  /** Above 0; more is better. */
  value: number
}

/**
 * Takes each left and each right one at most once so that the sum of the values is the largest there can be (the assignment problem;
 * shortest augmenting paths with potentials, as Jonker and Volgenant 1987). Parts that no candidate joins are solved on their own.
 */
export function assign(candidates: readonly Candidate[]): Candidate[] {
  const wanted = candidates.filter(({ value }) => value > 0)
  return components(wanted).flatMap((part) => (part.length === 1 ? part : solve(part)))
}

function components(candidates: readonly Candidate[]): Candidate[][] {
  const parent = new Map<string, string>()
  const root = (key: string): string => {
    let at = key
    while (parent.has(at)) at = parent.get(at)!
    if (at !== key) parent.set(key, at)
    return at
  }
  for (const { left, right } of candidates) {
    const [a, b] = [root(`l${left}`), root(`r${right}`)]
    if (a !== b) parent.set(a, b)
  }
  const parts = new Map<string, Candidate[]>()
  for (const candidate of candidates) {
    const key = root(`l${candidate.left}`)
    const part = parts.get(key)
    if (part) part.push(candidate)
    else parts.set(key, [candidate])
  }
  return [...parts.values()]
}

function solve(part: readonly Candidate[]): Candidate[] {
  const lefts = [...new Set(part.map(({ left }) => left))]
  const rights = [...new Set(part.map(({ right }) => right))]
  const [rowOf, columnOf] = [new Map(lefts.map((left, at) => [left, at])), new Map(rights.map((right, at) => [right, at]))]
  // To take nothing costs as much as a pair without value, so that the matrix may be square.
  const size = Math.max(lefts.length, rights.length)
  const cost = Array.from({ length: size }, () => new Float64Array(size))
  const best = new Map<number, Candidate>()
  for (const candidate of part) {
    const [row, column] = [rowOf.get(candidate.left)!, columnOf.get(candidate.right)!]
    if (-candidate.value > cost[row]![column]!) continue
    cost[row]![column] = -candidate.value
    best.set(row * size + column, candidate)
  }
  return leastCost(cost).flatMap((column, row) => best.get(row * size + column) ?? [])
}

/** The column of each row in the cheapest full assignment of a square matrix. */
function leastCost(cost: readonly Float64Array[]): number[] {
  const size = cost.length
  const [ofRow, ofColumn] = [new Float64Array(size + 1), new Float64Array(size + 1)]
  // One more column, to start from; 0 stands for none.
  const rowAt = new Int32Array(size + 1)
  for (let row = 1; row <= size; row++) {
    rowAt[0] = row
    augment(cost, { ofRow, ofColumn, rowAt })
  }
  const columns = new Array<number>(size)
  for (let column = 1; column <= size; column++) columns[rowAt[column]! - 1] = column - 1
  return columns
}

/** Finds the cheapest path that gives the row at column 0 a column of its own, and moves the others along it. */
function augment(cost: readonly Float64Array[], { ofRow, ofColumn, rowAt }: { ofRow: Float64Array; ofColumn: Float64Array; rowAt: Int32Array }): void {
  const size = cost.length
  const least = new Float64Array(size + 1).fill(Infinity)
  const before = new Int32Array(size + 1)
  const done = new Uint8Array(size + 1)
  let at = 0
  do {
    done[at] = 1
    const row = rowAt[at]!
    let [delta, next] = [Infinity, 0]
    for (let column = 1; column <= size; column++) {
      if (done[column]) continue
      const reduced = cost[row - 1]![column - 1]! - ofRow[row]! - ofColumn[column]!
      if (reduced < least[column]!) {
        least[column] = reduced
        before[column] = at
      }
      if (least[column]! < delta) [delta, next] = [least[column]!, column]
    }
    for (let column = 0; column <= size; column++) {
      if (done[column]) {
        ofRow[rowAt[column]!]! += delta
        ofColumn[column]! -= delta
      } else least[column]! -= delta
    }
    at = next
  } while (rowAt[at] !== 0)
  while (at !== 0) {
    rowAt[at] = rowAt[before[at]!]!
    at = before[at]!
  }
}
