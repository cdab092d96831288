import { describe, expect, it } from 'vitest'

import { folderAt } from '../../src/project/folders.ts'
import { projectFolder } from '../support/project-folder.ts'

const project = projectFolder({
  'tsconfig.json': '{}',
  'src/crm/send.ts': '',
  'js/jsconfig.json': '{}',
  'js/app.js': '',
})

describe('a folder', () => {
  it('has names, and a folder above', () => {
    const { names, parent } = folderAt(project.file('src'))
    expect([...names]).toEqual(['crm'])
    expect(parent?.path).toBe(project.file('.').replace(/\/\.?$/, ''))
  })

  it('has the nearest configuration', () => {
    expect(folderAt(project.file('src/crm')).config).toBe(project.file('tsconfig.json'))
    expect(folderAt(project.file('js')).config).toBe(project.file('js/jsconfig.json'))
  })

  it('shares what specifiers mean with all below one configuration', () => {
    const shared = folderAt(project.file('src')).sharedMeanings
    expect(folderAt(project.file('src/crm')).sharedMeanings).toBe(shared)
    expect(folderAt(project.file('js')).sharedMeanings).not.toBe(shared)
  })

  it('is empty where there is none', () => {
    expect(folderAt(project.file('src/nowhere/deep')).names.size).toBe(0)
  })
})
