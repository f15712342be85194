import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** What needs types to be seen; the cheap rules are oxlint's (.oxlintrc.json), which runs first. */
export default tseslint.config(
  { ignores: ['dist/', 'dist-cli/', 'public/', '.cache/', 'test-results/', 'playwright-report/', '**/*.{js,cjs,mjs}'] },
  ...tseslint.configs.recommendedTypeChecked,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    languageOptions: {
      parserOptions: {
        project: [
          './tsconfig.json',
          './tsconfig.worker.json',
          './tsconfig.page.json',
          './tsconfig.node.json',
          './tsconfig.test.json',
        ],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': 'allow-with-description' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // Numbers in messages are what messages are for.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // An interface may demand a promise where one implementation has nothing to wait for.
      '@typescript-eslint/require-await': 'off',
      // Event handlers of React may be asynchronous; what they call answers with values and does not reject.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      // What crosses folders is records of functions; there is hardly a `this` to lose.
      '@typescript-eslint/unbound-method': 'off',
      'max-lines': ['error', 400],
    },
  },
  {
    files: ['src/ui/**', 'src/main.tsx', 'src/state/**'],
    plugins: { 'react-hooks': reactHooks },
    // The other rules of this plugin are for the React compiler, which is not used here.
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      'react-hooks/set-state-in-render': 'error',
      'react-hooks/static-components': 'error',
      'react-hooks/use-memo': 'error',
    },
  },
);
