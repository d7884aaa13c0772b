/** A person by id and the name that is shown. */
export interface Person {
  id: string
  name: string
}

/** How alike opinions are. Each is null where the data cannot give it. */
export interface AgreementNumbers {
  /** Images that were compared, and pairs of opinions on them. */
  images: number
  pairs: number
  /** Mean score of the pairs, 0 to 1. */
  score: number | null
  /** Share of the pairs that gave the whole image the same labels. */
  percent: number | null
  /** Mean F1 of drawn shapes with their labels; mean overlap of matched areas; mean similarity of matched keypoints. */
  f1: number | null
  iou: number | null
  oks: number | null
}

export interface ProjectAgreement extends AgreementNumbers {
  fleiss: { kappa: number; units: number; raters: number } | null
  alpha: number | null
}

export interface LabelAgreement {
  label: string
  /** Uses that both made, and that one of two made alone. */
  both: number
  alone: number
  /** 2 × both / (2 × both + alone). */
  agreement: number | null
  /** Of giving the label or not, for labels of whole images. */
  alpha: number | null
  /** Mean likeness of shapes that both gave this label. */
  likeness: number | null
}

/** What one said where the other said something; null for nothing. */
export interface Cell {
  a: string | null
  b: string | null
  count: number
}

export interface PairAgreement extends AgreementNumbers {
  a: string
  b: string
  kappa: number | null
  cells: Cell[]
}

/** Two opinions on an image that differ. */
export interface Disagreement {
  task: string
  a: string
  b: string
  score: number
  /** Where they differ, each once. */
  cells: { a: string | null; b: string | null }[]
}

/** An opinion beside the known or the reviewed answer. */
export interface Checked {
  task: string
  person: string
  against: 'gold' | 'review'
  score: number
}

export interface PersonQuality extends Person {
  submitted: number
  /** Mean score against known answers and against reviewed results, 0 to 1, and how many images each. */
  gold: { score: number; images: number } | null
  review: { score: number; images: number } | null
  /** Reviews of images that this person labeled, and how many of them sent it back. */
  reviews: number
  returned: number
  /** Active seconds of the middle image, and images an active hour; null without any. */
  medianSeconds: number | null
  perHour: number | null
}

export interface Suspect {
  task: string
  given: string
  better: string
  /** Of the given label at most; of the better one. */
  givenProbability: number
  betterProbability: number
}

export interface QualityImage {
  id: string
  task: string
  fileName: string
  thumb: string | null
  state: 'open' | 'review' | 'done' | 'broken'
  gold: boolean
  /** Somebody has reviewed it since. */
  settled: boolean
}

export interface QualityReport {
  people: PersonQuality[]
  agreement: ProjectAgreement
  labels: LabelAgreement[]
  pairs: PairAgreement[]
  /** The least alike first; `disagreeing` counts all, also where the list is cut. */
  disagreements: Disagreement[]
  disagreeing: number
  /** The worst first. */
  checked: Checked[]
  /** Images with a known answer. */
  gold: number
  /** Labels that a model that had not seen them doubts; null where none has learned yet, with the reason. */
  suspects: Suspect[] | null
  suspectsReason: string
  /** All that the lists above name. */
  images: QualityImage[]
  /** Images with several opinions that were compared are at most so many, the newest. */
  mostImages: number
}
