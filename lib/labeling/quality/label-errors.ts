/** What a model that did not learn from an image says of it, beside the label that people gave. */
export interface Prediction<T> {
  item: T
  given: string
  /** By label; they sum to 1. */
  probabilities: Readonly<Record<string, number>>
}

export interface SuspectLabel<T> {
  item: T
  given: string
  /** What the model would say. */
  better: string
  /** Of the given and the better label, 0 to 1. */
  givenProbability: number
  betterProbability: number
}

/**
 * Labels that are likely wrong, the likeliest first: confident learning (Northcutt, Jiang and Chuang 2021). A label's threshold is the
 * model's mean confidence in it over the images that have it; an image is suspect where another label passes its own threshold and is
 * the likeliest of those that do. Order is by how far the better label leads.
 */
export function findLabelErrors<T>(predictions: readonly Prediction<T>[]): SuspectLabel<T>[] {
  const sums = new Map<string, { sum: number; count: number }>()
  for (const { given, probabilities } of predictions) {
    const of = sums.get(given) ?? { sum: 0, count: 0 }
    sums.set(given, { sum: of.sum + (probabilities[given] ?? 0), count: of.count + 1 })
  }
  const threshold = new Map([...sums].map(([label, { sum, count }]) => [label, sum / count]))
  const suspects = predictions.flatMap(({ item, given, probabilities }): SuspectLabel<T>[] => {
    const confident = Object.entries(probabilities).filter(([label, probability]) => probability >= (threshold.get(label) ?? Infinity))
    const [better] = confident.sort((a, b) => b[1] - a[1])
    if (!better || better[0] === given) return []
    return [{ item, given, better: better[0], givenProbability: probabilities[given] ?? 0, betterProbability: better[1] }]
  })
  return suspects.sort((a, b) => b.betterProbability - b.givenProbability - (a.betterProbability - a.givenProbability))
}
