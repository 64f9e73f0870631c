import { Button } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { getAsset } from "#api/register.ts";
import { CoverageTimeline } from "#web/domain/coverage-timeline/coverage-timeline.tsx";
import { assetStatusNames } from "#web/domain/status-words.ts";
import { read } from "#web/query/reads.ts";
import { useMay, useSession } from "#web/query/session.ts";
import { FactList } from "#web/ui/facts/fact-list.tsx";
import { shortDay } from "#web/ui/format/words.ts";
import { Page, Section } from "#web/ui/page/page.tsx";
import { VerifyButton } from "./verify-button.tsx";

const route = getRouteApi("/shell/assets/$id");

/** An asset: what it is, where it is, what has covered it and what will. */
export function AssetPage() {
  const { id } = route.useParams();
  const { knownAt } = route.useSearch();
  const mayVerify = useMay("assets.verify");
  const isContact = useSession().user.role === "contact";
  const navigate = route.useNavigate();
  const { data: asset } = useSuspenseQuery(read(getAsset, { params: { id } }));
  const name = asset.serial ?? asset.tag ?? "Asset";
  return (
    <Page
      title={name}
      kicker={<Link to="/assets">Assets</Link>}
      facts={
        <>
          <span>{asset.productName ?? "Product not known"}</span>
          <Link to="/accounts/$id" params={{ id: asset.accountId }}>
            {asset.accountName}
          </Link>
        </>
      }
      actions={
        <>
          {mayVerify && asset.serial && asset.status !== "retired" && <VerifyButton id={id} name={asset.serial} />}
          <Button
            renderRoot={(props) => (
              <Link {...props} to="/" search={asset.serial ? { serial: asset.serial } : { assetTag: asset.tag ?? "" }} />
            )}
          >
            Is it covered?
          </Button>
        </>
      }
    >
      <CoverageTimeline
        of={{ assetId: id }}
        label={`Coverage of ${name}`}
        knownAt={knownAt}
        onKnownAt={(moment) => void navigate({ search: { knownAt: moment }, replace: true })}
      />
      <Section title="What it is">
        <FactList
          facts={[
            ["Serial", asset.serial],
            ["Serial seen", !isContact && (asset.verifiedOn ? shortDay(asset.verifiedOn) : "never yet")],
            ["Asset tag", asset.tag],
            ["Product", asset.productName],
            ["Maker", asset.maker],
            ["Version", asset.version],
            ["Site", asset.siteName],
            ["Environment", asset.environment],
            ["Status", assetStatusNames[asset.status]],
            ["Installed", asset.installedOn && shortDay(asset.installedOn)],
          ]}
        />
      </Section>
    </Page>
  );
}
