"""The registers whose records are public. Talents are none of them: only counts of them are."""

from innovation.api.activities import ActivityViewSet, FacilityViewSet, OrganisationViewSet
from innovation.api.areas import AreaViewSet
from innovation.api.enterprises import CertificationViewSet, EnterpriseViewSet
from innovation.api.policies import AssessmentViewSet, HonourViewSet, PolicyViewSet
from innovation.api.projects import BudgetViewSet, ProjectViewSet
from innovation.api.records import RegisterViewSet
from innovation.api.technology import ContractViewSet, ExhibitionViewSet

RECORD_VIEWSETS: dict[str, type[RegisterViewSet]] = {
    viewset.register.code: viewset
    for viewset in (
        EnterpriseViewSet,
        CertificationViewSet,
        ProjectViewSet,
        BudgetViewSet,
        ExhibitionViewSet,
        ContractViewSet,
        OrganisationViewSet,
        ActivityViewSet,
        FacilityViewSet,
        PolicyViewSet,
        HonourViewSet,
        AssessmentViewSet,
    )
}
# Areas are counted as well, but are no records with a source and a state.
COUNTED_VIEWSETS: dict[str, type[RegisterViewSet] | type[AreaViewSet]] = {**RECORD_VIEWSETS, "areas": AreaViewSet}
