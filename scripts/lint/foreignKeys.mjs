/**
 * A text that somebody else wrote is never looked up in a plain object: `table[key]` finds `constructor` and
 * `__proto__` where nothing was put in, and `table['__proto__'] = x` puts nothing in. Reported: `table[key]` where the
 * table's type has an index signature for strings and the key may be any string, and `key in table`. Read with
 * `own()` of src/text/own.ts; build with a `Map`, `Object.fromEntries` or `{ ...table, [key]: value }`, which define
 * what they are told to.
 */
import ts from 'typescript';

const anyString = ts.TypeFlags.String | ts.TypeFlags.TemplateLiteral | ts.TypeFlags.StringMapping;

export default {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      read: 'This key may be "constructor": use own() of src/text/own.ts, or a Map.',
      write: 'This key may be "__proto__": use a Map, Object.fromEntries or { ...table, [key]: value }.',
      in: 'This key may be "constructor": use Object.hasOwn, or a Map.',
    },
  },
  create(context) {
    const services = context.sourceCode.parserServices;
    if (!services?.program) return {};
    const checker = services.program.getTypeChecker();
    const parts = (node) => {
      const type = services.getTypeAtLocation(node);
      const bound = checker.getBaseConstraintOfType(type) ?? type;
      return bound.isUnion() ? bound.types : [bound];
    };
    const mayBeAnyString = (node) => parts(node).some(({ flags }) => (flags & anyString) !== 0);
    const takesAnyString = (node) =>
      parts(node).some((type) =>
        checker.getIndexInfosOfType(type).some(({ keyType }) => (keyType.flags & anyString) !== 0),
      );
    return {
      MemberExpression(node) {
        if (!node.computed || node.property.type === 'Literal') return;
        if (!mayBeAnyString(node.property) || !takesAnyString(node.object)) return;
        const isWritten = node.parent.type === 'AssignmentExpression' && node.parent.left === node;
        context.report({ node, messageId: isWritten ? 'write' : 'read' });
      },
      BinaryExpression(node) {
        if (node.operator !== 'in' || node.left.type === 'PrivateIdentifier') return;
        if (mayBeAnyString(node.left)) context.report({ node, messageId: 'in' });
      },
    };
  },
};
