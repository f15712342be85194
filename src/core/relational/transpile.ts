import { answered, failed, type Failure, type Reply } from '../model/failure.ts';
import type { Place } from './source-map.ts';
import { MODULE_NAME } from './user-module.ts';

/** What is used of the `typescript` module, which the caller brings: the core has no packages. */
export interface Compiler {
  transpileModule(
    code: string,
    options: {
      readonly compilerOptions: Record<string, string | number | boolean>;
      readonly fileName: string;
      readonly reportDiagnostics: true;
    },
  ): {
    readonly outputText: string;
    readonly sourceMapText?: string | undefined;
    readonly diagnostics?: readonly CompilerDiagnostic[] | undefined;
  };
}

interface CompilerDiagnostic {
  readonly start: number | undefined;
  readonly messageText: string | { readonly messageText: string };
}

/** typescript's enumerations: ScriptTarget.ES2022 and ModuleKind.ESNext. */
const ES2022 = 9;
const ES_NEXT = 99;

/**
 * `import … from 'x'`, `export … from 'x'`, `import 'x'` at the start of a line. What stands between ends before
 * the next one, so that a text of nothing but imports is not read once for each of its lines.
 */
const FOREIGN = new RegExp(
  `^[ \\t]*(?:import|export)\\b(?:(?:(?!\\n[ \\t]*(?:import|export)\\b)[^;'"\`])*?\\bfrom)?[ \\t]*(['"])(?!${MODULE_NAME}\\1)([^'"\\n]+)\\1`,
  'm',
);

/** Takes the types away. The failure is the first syntax error, or an import of anything but 'flowloom'. */
export function transpile(
  compiler: Compiler,
  code: string,
): Reply<{ readonly code: string; readonly mappings: string }> {
  const foreign = findForeignImport(code);
  if (foreign !== undefined) return failed(foreign);
  const output = outputOf(compiler, code);
  if (output === undefined) return failed(TOO_DEEP);
  const diagnostic = output.diagnostics?.[0];
  if (diagnostic !== undefined) return failed(syntaxFailure(diagnostic, code));
  return answered({ code: withoutMapName(output.outputText), mappings: mappingsOf(output.sourceMapText) });
}

const TOO_DEEP: Failure = { code: 'code-syntax', detail: 'The code is nested too deeply for the compiler.' };

/** The compiler calls itself for what is nested in the code: undefined if that was too much for the stack. */
function outputOf(compiler: Compiler, code: string): ReturnType<Compiler['transpileModule']> | undefined {
  try {
    return compiler.transpileModule(code, {
      compilerOptions: {
        target: ES2022,
        module: ES_NEXT,
        sourceMap: true,
        removeComments: true,
        isolatedModules: true,
      },
      fileName: 'flow.ts',
      reportDiagnostics: true,
    });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The last line names a map file that is nowhere: whoever loads the text would look for it. */
function withoutMapName(text: string): string {
  return text.replace(/\/\/# sourceMappingURL=.*\s*$/, '');
}

/** Line and column of a character of a text. */
export function placeOfOffset(text: string, offset: number): Place {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - lineStart + 1 };
}

function findForeignImport(code: string): Failure | undefined {
  const found = FOREIGN.exec(code);
  if (found === null) return undefined;
  const offset = found.index + found[0].length - found[2].length - 1;
  const detail = `Cannot import '${found[2]}': a relational flow can import only '${MODULE_NAME}'.`;
  return { code: 'code-syntax', detail, ...placeOfOffset(code, offset) };
}

function syntaxFailure({ start, messageText }: CompilerDiagnostic, code: string): Failure {
  const detail = typeof messageText === 'string' ? messageText : messageText.messageText;
  return { code: 'code-syntax', detail, ...(start === undefined ? {} : placeOfOffset(code, start)) };
}

function mappingsOf(sourceMap: string | undefined): string {
  const map = JSON.parse(sourceMap ?? '{}') as { readonly mappings?: unknown };
  return typeof map.mappings === 'string' ? map.mappings : '';
}
