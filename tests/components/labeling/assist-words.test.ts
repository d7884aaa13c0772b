import { expect, it } from 'vitest'
import { accuracyWords, stateWords } from '@/components/labeling/assist/assist-words'
import { defaultSettings, type AssistView } from '@/lib/labeling/assist/schema'

const nothing = { answers: 0, right: 0, share: null, lowerBound: null }
const view: AssistView = {
  learns: 'things', shapes: 'outlines', settings: defaultSettings, state: { kind: 'learning' }, described: 0, images: 30, labels: 24, needed: 20, next: null, run: null, problem: '', proposed: 3, accepted: 0,
  rounds: [], curve: [], each: [], interval: null, things: { sure: 0, right: 0, accepted: 0, corrected: 0, rejected: 0 }, descriptions: '', recent: nothing, sure: nothing, blind: nothing, all: nothing, model: null,
}
const label = (name: string, threshold: number | null) => ({ name, labeled: 40, averagePrecision: 0.8, threshold, precision: threshold, lowerBound: threshold, recall: threshold, overlap: 0.8, outlined: true })

it('says that a model waits where its last run failed, and that it learns where one is under way', () => {
  expect(stateWords(view)).toMatchObject({ word: 'Learning', tone: 'running' })
  expect(stateWords({ ...view, problem: 'The run failed.' })).toEqual({ word: 'Waiting to try again', tone: 'warning', text: 'It could not learn from the 24 labeled images that are there.' })
  expect(stateWords({ ...view, problem: 'The run failed.', run: 'r' }).word).toBe('Learning')
})

it('calls what is proposed by what people draw, and tells labels that it is not sure enough of', () => {
  const proposing = stateWords({ ...view, next: 49, state: { kind: 'proposing', threshold: 0.8 }, each: [label('coin', 0.9), label('card', null)] })
  expect(proposing.text).toBe('It proposes outlines of coin where it is sure enough: by cross-validation, at least 90% of those are right with 95% certainty. It is not sure enough of card. 3 images have proposals now. It learns again at 49 labeled images.')
  const round = { number: 1, run: null, at: '', labels: 24, accuracy: 0.694, threshold: 0.9, coverage: 0.3, precision: 0.9, proposed: 3, modelVersion: 1 }
  expect(accuracyWords({ ...view, rounds: [round], interval: [0.653, 0.741] })).toBe('69.4% (65% to 74% with 95% certainty)')
})
