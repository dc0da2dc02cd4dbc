"""What the bureau keeps, one module for each subject."""

from innovation.models.access import Appointment, area_path, may, permission_for, reach, role_name, within
from innovation.models.activities import Activity, Problem
from innovation.models.amendments import Amendment, differences, enter, revise, withdraw
from innovation.models.areas import Area, AreaGroup, AreaGroupMember
from innovation.models.attachments import Attachment
from innovation.models.basis import Basis
from innovation.models.batches import Batch
from innovation.models.budgets import Budget
from innovation.models.calendars import CalendarFeed
from innovation.models.certifications import Certification
from innovation.models.codelists import (
    ActivityKind,
    ActivitySeries,
    AssessmentScheme,
    BudgetLine,
    CodeListEntry,
    ContractType,
    FacilityKind,
    Industry,
    Level,
    OrganisationKind,
    Ownership,
    PolicyField,
    Programme,
    Scheme,
    TalentField,
    Topic,
    Unit,
)
from innovation.models.enterprises import Enterprise, FormerName, credit_code_check
from innovation.models.facilities import Facility
from innovation.models.indicators import Coverage, Criterion, Indicator
from innovation.models.observations import Observation, Release, Target
from innovation.models.organisations import Institution, Organisation
from innovation.models.policies import Policy
from innovation.models.projects import Project
from innovation.models.recognition import Assessment, Honour
from innovation.models.records import DatedRecord, Precision, Qualifier, Record
from innovation.models.reminders import Reminder
from innovation.models.review import OPEN, Reviewed, ReviewedQuerySet, ReviewError, State
from innovation.models.sources import Source
from innovation.models.talents import Talent
from innovation.models.technology import Contract, Exhibition
from innovation.models.tracking import Named, StaleVersion, Tracked

__all__ = [
    "OPEN",
    "Activity",
    "ActivityKind",
    "ActivitySeries",
    "Amendment",
    "Appointment",
    "Area",
    "AreaGroup",
    "AreaGroupMember",
    "Assessment",
    "AssessmentScheme",
    "Attachment",
    "Basis",
    "Batch",
    "Budget",
    "BudgetLine",
    "CalendarFeed",
    "Certification",
    "CodeListEntry",
    "Contract",
    "ContractType",
    "Coverage",
    "Criterion",
    "DatedRecord",
    "Enterprise",
    "Exhibition",
    "Facility",
    "FacilityKind",
    "FormerName",
    "Honour",
    "Indicator",
    "Industry",
    "Institution",
    "Level",
    "Named",
    "Observation",
    "Organisation",
    "OrganisationKind",
    "Ownership",
    "Policy",
    "PolicyField",
    "Precision",
    "Problem",
    "Programme",
    "Project",
    "Qualifier",
    "Record",
    "Release",
    "Reminder",
    "ReviewError",
    "Reviewed",
    "ReviewedQuerySet",
    "Scheme",
    "Source",
    "StaleVersion",
    "State",
    "Talent",
    "TalentField",
    "Target",
    "Topic",
    "Tracked",
    "Unit",
    "area_path",
    "credit_code_check",
    "differences",
    "enter",
    "may",
    "permission_for",
    "reach",
    "revise",
    "role_name",
    "withdraw",
    "within",
]
