import { formatCount, formatInteger, formatPercent } from '@/components/ui/format'
import type { Tone } from '@/components/ui/badge'
import type { AssistView, Measured } from '@/lib/labeling/assist/schema'

export interface StateWords {
  word: string
  tone: Tone
  text: string
}

/** What the model does now, and why, in words. */
export function stateWords(view: AssistView): StateWords {
  const { state } = view
  switch (state.kind) {
    case 'unsuited':
      return { word: 'Not for this project', tone: 'neutral', text: state.reason }
    case 'off':
      return { word: 'Off', tone: 'neutral', text: 'The model is switched off. Its settings are among those of the project.' }
    case 'describing':
      return { word: 'Looking', tone: 'running', text: 'It looks at the images first. What looks alike is then put side by side.' }
    case 'gathering':
      return { word: 'Waiting for labels', tone: 'neutral', text: `Nothing is proposed yet: it learns from ${formatInteger(view.needed)} labels on, and ${formatInteger(view.labels)} are there. ${formatCount(state.missing, 'label')} to go.` }
    case 'learning':
      return { word: 'Learning', tone: 'running', text: `It learns from ${formatInteger(view.labels)} labels.` }
    case 'unsure':
      return { word: 'Not sure enough', tone: 'warning', text: `Nothing is proposed. ${state.reason} It learns again at ${formatInteger(view.next ?? 0)} labels.` }
    case 'stopped':
      return { word: 'Stopped itself', tone: 'failed', text: state.reason }
    case 'proposing':
      return {
        word: 'Proposing',
        tone: 'succeeded',
        text: `It proposes labels that it is at least ${formatPercent(state.threshold)} sure of: by cross-validation, ${formatPercent(view.settings.target, 0)} of those are right with 95% certainty. ${formatCount(view.proposed, 'image')} ${view.proposed === 1 ? 'has' : 'have'} a proposal now. It learns again at ${formatInteger(view.next ?? 0)} labels.`,
      }
  }
}

/** `47 of 50, 94%`. */
export const measuredWords = ({ answers, right, share }: Measured): string => (share === null ? 'no answer yet' : `${formatInteger(right)} of ${formatInteger(answers)}, ${formatPercent(share)}`)
