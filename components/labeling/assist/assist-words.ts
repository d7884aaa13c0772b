import { formatCount, formatInteger, formatPercent } from '@/components/ui/format'
import type { Tone } from '@/components/ui/badge'
import type { AssistView, AnsweredThings, Learns, Measured } from '@/lib/labeling/assist/schema'

export interface StateWords {
  word: string
  tone: Tone
  text: string
}

/** What it learns from, of one and of more. */
const nouns: Record<Learns, [string, string]> = { label: ['label', 'labels'], labels: ['labeled image', 'labeled images'], things: ['labeled image', 'labeled images'] }

/** What it proposes. */
export const proposedWord = ({ learns, shapes }: Pick<AssistView, 'learns' | 'shapes'>): string => (learns === 'things' ? shapes : 'labels')

/** What the model does now, and why, in words. */
export function stateWords(view: AssistView): StateWords {
  const { state } = view
  const [one, more] = nouns[view.learns]
  const again = `It learns again at ${formatInteger(view.next ?? 0)} ${more}.`
  // A run that failed is not under way, though it will be again.
  if (view.problem && !view.run && (state.kind === 'learning' || state.kind === 'describing')) return { word: 'Waiting to try again', tone: 'warning', text: state.kind === 'learning' ? `It could not learn from the ${formatCount(view.labels, one, more)} that are there.` : 'It could not look at all images yet.' }
  switch (state.kind) {
    case 'unsuited':
      return { word: 'Not for this project', tone: 'neutral', text: state.reason }
    case 'off':
      return { word: 'Off', tone: 'neutral', text: 'The model is switched off. Its settings are among those of the project.' }
    case 'describing':
      return { word: 'Looking', tone: 'running', text: 'It looks at the images first. What looks alike is then put side by side.' }
    case 'gathering':
      return { word: 'Waiting for labels', tone: 'neutral', text: `Nothing is proposed yet: it learns from ${formatInteger(view.needed)} ${more} on, and ${formatInteger(view.labels)} are there. ${formatCount(state.missing, one, more)} to go.${view.described > 0 ? ' The first images are handed out so that few labels tell it most: a typical one of each kind.' : ''}` }
    case 'learning':
      return { word: 'Learning', tone: 'running', text: `It learns from ${formatCount(view.labels, one, more)}.` }
    case 'unsure':
      return { word: 'Not sure enough', tone: 'warning', text: `Nothing is proposed. ${state.reason} ${again}` }
    case 'stopped':
      return { word: 'Stopped itself', tone: 'failed', text: state.reason }
    case 'proposing': {
      const now = `${formatCount(view.proposed, 'image')} ${view.proposed === 1 ? 'has' : 'have'} ${view.learns === 'label' ? 'a proposal' : 'proposals'} now.`
      return { word: 'Proposing', tone: 'succeeded', text: `${proposing(view, state.threshold)} ${now} ${again}` }
    }
  }
}

function proposing(view: AssistView, threshold: number): string {
  const { learns, settings, each } = view
  const target = formatPercent(settings.target, 0)
  if (learns === 'label') return `It proposes labels that it is at least ${formatPercent(threshold)} sure of: by cross-validation, at least ${target} of those are right with 95% certainty.`
  const named = each.filter((label) => label.threshold !== null).map(({ name }) => name)
  const silent = each.filter((label) => label.threshold === null).map(({ name }) => name)
  const not = silent.length === 0 ? '' : ` It is not sure enough of ${list(silent)}.`
  return `It proposes ${proposedWord(view)} of ${list(named)} where it is sure enough: by cross-validation, at least ${target} of those are right with 95% certainty.${not}`
}

const list = (names: string[]): string => (names.length > 4 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)!}` : (names[0] ?? 'none'))

/** `47 of 50, 94%`. */
export const measuredWords = ({ answers, right, share }: Measured): string => (share === null ? 'no answer yet' : `${formatInteger(right)} of ${formatInteger(answers)}, ${formatPercent(share)}`)

/** What people did with proposed things. */
export const answeredWords = ({ accepted, corrected, rejected }: AnsweredThings): string =>
  accepted + corrected + rejected === 0 ? 'no answer yet' : `${formatInteger(accepted)} accepted, ${formatInteger(corrected)} changed, ${formatInteger(rejected)} not taken`

/** How good it is at all of it. */
export function accuracyWords({ learns, rounds, interval }: AssistView): string {
  const { accuracy } = rounds.at(-1)!
  if (learns !== 'things' || !interval) return formatPercent(accuracy)
  return `${formatPercent(accuracy)} (${formatPercent(interval[0], 0)} to ${formatPercent(interval[1], 0)} with 95% certainty)`
}
