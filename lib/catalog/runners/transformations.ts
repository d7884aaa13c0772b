import type { Learned } from './learned'
import { binning } from './bin'
import { cleaning } from './cleaning'
import { clipping } from './clip-outliers'
import { encoding } from './encode-categories'
import { scaling } from './normalize'
import { featureSelection } from './select-features'
import { noRule, principalComponents } from './reduce-dimensions'
import { wordWeights } from './text-features'
import { targetEncoding } from './target-encode'

/** Every sort of transformation that Apply transformation knows. One line each. */
export const transformations: Learned[] = [cleaning, clipping, scaling, binning, encoding, targetEncoding, featureSelection, principalComponents, wordWeights, noRule]
