import { useText } from "~/i18n/useText";
import { choicesOf, type Selectors } from "~/pages/project/policies/selectors";

/** Which repositories and tags a rule is about, in words. */
export function RuleAbout({ rule }: { rule: Selectors }) {
  const { t } = useText();
  const { repositories, tags } = choicesOf(rule);
  return (
    <>
      <div>
        {t(repositories.meant ? "rules.inRepositories" : "rules.notInRepositories")} <code>{repositories.pattern}</code>
      </div>
      <div>
        {t(tags.meant ? "rules.withTags" : "rules.withoutTags")} <code>{tags.pattern}</code>
      </div>
    </>
  );
}
