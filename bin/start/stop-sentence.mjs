/** A reason not to go on that the person at the terminal can act on: printed alone, without a stack. */
export class StopSentence extends Error {}
