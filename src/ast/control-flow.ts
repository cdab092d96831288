// What is known to hold where control is? The door to the engine; its parts are in `flow/`.
//
// Code is read as a graph of points in the order of execution, one graph for each function, field initialiser and
// program; functions that run in place are part of the code around them. Every answer is linear in its size.
export { completesNormally, alwaysExecutes, alwaysFollowedBy, onSomePath, precededBy } from './flow/paths.ts'
export type { NodePredicate } from './flow/paths.ts'
export { functionOf, runsInPlace } from './flow/code-root.ts'
export { conditionsIn } from './flow/conditions.ts'
export type { Condition } from './flow/conditions.ts'
export { enclosingTry } from './flow/enclosing-try.ts'
export type { EnclosingTry } from './flow/enclosing-try.ts'
export { equalitiesAt, factsAt, isStable } from './flow/facts.ts'
export type { EqualityFact, Fact, FlowOptions } from './flow/facts.ts'
