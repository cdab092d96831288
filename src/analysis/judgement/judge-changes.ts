// What does a change of an object add to what is read from it?
import type { TSESTree } from '@typescript-eslint/utils'

import { isSafeUnderAnyKey, judgeNamed, namesIn } from './judge-objects.ts'
import type { ObjectChange } from '../values/object-changes.ts'
import { meets } from '../values/object-content.ts'
import type { Frame, PayloadJudge } from './payload-judge.ts'
import type { PayloadState } from './verdict.ts'

/** Judges what `path` reads from the object after a change: the change's own part in it. */
export function judgeChange(
  judge: PayloadJudge,
  change: Omit<ObjectChange, 'replaces'>,
  path: readonly string[],
  frame: Frame,
): PayloadState {
  if (!meets(change.path, path)) return 'absent'
  const rest = path.slice(change.path.length)
  if (change.path.length <= path.length) return judge.judge(change.value, rest, frame)
  return judgeAdded(judge, change, change.path.slice(path.length), frame)
}

/** A property, or a part of one, that comes into the object. */
function judgeAdded(
  judge: PayloadJudge,
  change: Omit<ObjectChange, 'replaces'>,
  below: readonly (string | null)[],
  frame: Frame,
): PayloadState {
  const [first] = below
  if (first !== undefined && first !== null && frame.without.has(first)) return 'absent'
  const names = addedNames(judge, change, below, frame)
  if (names === null) {
    return isSafeUnderAnyKey(judge, change.value)
      ? 'harmless'
      : judge.fault('computed-key', change.node, null, frame)
  }
  if (names.length > 0) return judgeNamed(judge, names, change.value, change.node, frame)
  return judge.judge(change.value, [], change.isCopied ? frame : { ...frame, mode: leafOf(frame) })
}

function leafOf({ mode }: Frame): Frame['mode'] {
  return mode === 'part' ? 'part' : 'leaf'
}

function addedNames(
  judge: PayloadJudge,
  { key }: Pick<ObjectChange, 'key'>,
  below: readonly (string | null)[],
  frame: Frame,
): readonly string[] | null {
  const names = below.filter((name): name is string => name !== null && name !== '*')
  if (below.every((name) => name !== null)) return names
  const computed: TSESTree.Node | null = below.slice(0, -1).includes(null) ? null : key
  const last = computed && namesIn(judge, computed, true, frame)
  return last && [...names, ...last]
}
