/**
 * One image whose answer a manager gives, outside the queue: the labels that came of it are corrected, or the answer that people are
 * measured with is drawn. `from`: the part of the project that one comes back to. `begun`: the draft holds the correction already.
 */
export interface Answer {
  as: 'correct' | 'gold'
  from: string
  begun: boolean
}

export const answerWords = {
  correct: { badge: 'Correcting', submit: 'Save correction', hint: 'What you save becomes the result. What was labeled before stays in the history.' },
  gold: { badge: 'Known answer', submit: 'Save answer', hint: 'People are measured with what you save, and cannot tell the image from others.' },
} as const
