CREATE TABLE authorities (
	id INTEGER NOT NULL, 
	version INTEGER DEFAULT '1' NOT NULL, 
	authority TEXT NOT NULL, 
	name TEXT, 
	billing_name TEXT, 
	billing_address TEXT, 
	country TEXT, 
	vat_number TEXT, 
	po_required INTEGER, 
	buyer_reference TEXT, 
	endpoint_scheme TEXT, 
	endpoint TEXT, 
	contact_name TEXT, 
	contact_email TEXT, 
	source TEXT, 
	source_ref TEXT, 
	quote TEXT, 
	note TEXT, 
	CONSTRAINT pk_authorities PRIMARY KEY (id), 
	CONSTRAINT ck_authorities_po_required CHECK ("po_required" IN (0, 1)), 
	CONSTRAINT uq_authorities_authority UNIQUE (authority)
)
 STRICT;
CREATE TABLE changes (
	seq INTEGER NOT NULL, 
	at TEXT NOT NULL, 
	who TEXT, 
	login TEXT NOT NULL, 
	verb TEXT NOT NULL, 
	undoes INTEGER, 
	digest TEXT NOT NULL, 
	hash TEXT NOT NULL, 
	CONSTRAINT pk_changes PRIMARY KEY (seq)
)
 STRICT;
CREATE TABLE contradictions (
	id INTEGER NOT NULL, 
	version INTEGER DEFAULT '1' NOT NULL, 
	topic TEXT NOT NULL, 
	statement_a TEXT NOT NULL, 
	source_a TEXT, 
	statement_b TEXT NOT NULL, 
	source_b TEXT, 
	used TEXT, 
	source TEXT, 
	source_ref TEXT, 
	quote TEXT, 
	note TEXT, 
	CONSTRAINT pk_contradictions PRIMARY KEY (id)
)
 STRICT;
CREATE UNIQUE INDEX uq_contradictions_key ON contradictions (topic, statement_a);
CREATE TABLE days_off (
	id INTEGER NOT NULL, 
	version INTEGER DEFAULT '1' NOT NULL, 
	date TEXT NOT NULL, 
	name TEXT, 
	source TEXT, 
	source_ref TEXT, 
	quote TEXT, 
	note TEXT, 
	CONSTRAINT pk_days_off PRIMARY KEY (id), 
	CONSTRAINT uq_days_off_date UNIQUE (date)
)
 STRICT;
CREATE TABLE documents (
	sha256 TEXT NOT NULL, 
	content BLOB NOT NULL, 
	CONSTRAINT pk_documents PRIMARY KEY (sha256)
)
 WITHOUT ROWID,
 STRICT;
CREATE TABLE invoices (
	number TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	series TEXT NOT NULL, 
	n INTEGER NOT NULL, 
	engagement TEXT NOT NULL, 
	agreement TEXT NOT NULL, 
	authority TEXT NOT NULL, 
	issued_on TEXT NOT NULL, 
	tax_point TEXT NOT NULL, 
	due_on TEXT, 
	period_from TEXT NOT NULL, 
	period_to TEXT NOT NULL, 
	po_number TEXT, 
	credits TEXT, 
	net INTEGER NOT NULL, 
	vat_total INTEGER NOT NULL, 
	gross INTEGER NOT NULL, 
	snapshot TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	pdf_sha256 TEXT NOT NULL, 
	command TEXT NOT NULL, 
	CONSTRAINT pk_invoices PRIMARY KEY (number), 
	CONSTRAINT uq_invoices_series_n UNIQUE (series, n), 
	CONSTRAINT fk_invoices_credits FOREIGN KEY(credits) REFERENCES invoices (number), 
	CONSTRAINT uq_invoices_command UNIQUE (command)
)
 WITHOUT ROWID,
 STRICT;
CREATE INDEX ix_invoices_authority ON invoices (authority);
CREATE INDEX ix_invoices_credits ON invoices (credits);
CREATE INDEX ix_invoices_engagement ON invoices (engagement);
CREATE INDEX ix_invoices_issued_on ON invoices (issued_on);
CREATE TABLE marks (
	name TEXT NOT NULL, 
	value TEXT NOT NULL, 
	CONSTRAINT pk_marks PRIMARY KEY (name)
)
 STRICT;
CREATE TABLE payments (
	id INTEGER NOT NULL, 
	version INTEGER DEFAULT '1' NOT NULL, 
	number TEXT NOT NULL, 
	"on" TEXT NOT NULL, 
	amount INTEGER NOT NULL, 
	reference TEXT, 
	payment TEXT NOT NULL, 
	source TEXT, 
	source_ref TEXT, 
	quote TEXT, 
	note TEXT, 
	CONSTRAINT pk_payments PRIMARY KEY (id), 
	CONSTRAINT uq_payments_payment UNIQUE (payment)
)
 STRICT;
CREATE INDEX ix_payments_number ON payments (number);
CREATE TABLE people (
	id INTEGER NOT NULL, 
	version INTEGER DEFAULT '1' NOT NULL, 
	person TEXT NOT NULL, 
	name TEXT NOT NULL, 
	email TEXT, 
	employer TEXT, 
	fte INTEGER, 
	"from" TEXT, 
	"to" TEXT, 
	source TEXT, 
	source_ref TEXT, 
	quote TEXT, 
	note TEXT, 
	CONSTRAINT pk_people PRIMARY KEY (id), 
	CONSTRAINT uq_people_person UNIQUE (person)
)
 STRICT;
CREATE TABLE programmes (
	id INTEGER NOT NULL, 
	version INTEGER DEFAULT '1' NOT NULL, 
	programme TEXT NOT NULL, 
	name TEXT NOT NULL, 
	funder TEXT, 
	source TEXT, 
	source_ref TEXT, 
	quote TEXT, 
	note TEXT, 
	CONSTRAINT pk_programmes PRIMARY KEY (id), 
	CONSTRAINT uq_programmes_programme UNIQUE (programme)
)
 STRICT;
CREATE TABLE series (
	"key" TEXT NOT NULL, 
	n INTEGER NOT NULL, 
	CONSTRAINT pk_series PRIMARY KEY ("key")
)
 STRICT;
CREATE TABLE settings (
	id INTEGER NOT NULL, 
	version INTEGER DEFAULT '1' NOT NULL, 
	"key" TEXT NOT NULL, 
	value TEXT, 
	source TEXT, 
	source_ref TEXT, 
	quote TEXT, 
	note TEXT, 
	CONSTRAINT pk_settings PRIMARY KEY (id), 
	CONSTRAINT uq_settings_key UNIQUE ("key")
)
 STRICT;
CREATE TABLE strands (
	id INTEGER NOT NULL, 
	version INTEGER DEFAULT '1' NOT NULL, 
	strand TEXT NOT NULL, 
	name TEXT NOT NULL, 
	wording TEXT, 
	source TEXT, 
	source_ref TEXT, 
	quote TEXT, 
	note TEXT, 
	CONSTRAINT pk_strands PRIMARY KEY (id), 
	CONSTRAINT uq_strands_strand UNIQUE (strand)
)
 STRICT;
CREATE TABLE change_entries (
	seq INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	noun TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	salt TEXT NOT NULL, 
	entry TEXT NOT NULL, 
	CONSTRAINT pk_change_entries PRIMARY KEY (seq, n), 
	CONSTRAINT fk_change_entries_seq FOREIGN KEY(seq) REFERENCES changes (seq)
)
 STRICT;
CREATE INDEX ix_change_entries_noun_key ON change_entries (noun, "key");
CREATE TABLE engagements (
	id INTEGER NOT NULL, 
	version INTEGER DEFAULT '1' NOT NULL, 
	engagement TEXT NOT NULL, 
	authority TEXT NOT NULL, 
	title TEXT NOT NULL, 
	direction TEXT, 
	programme TEXT, 
	status TEXT, 
	"from" TEXT, 
	"to" TEXT, 
	lead TEXT, 
	context TEXT, 
	summary TEXT, 
	tags TEXT, 
	source TEXT, 
	source_ref TEXT, 
	quote TEXT, 
	note TEXT, 
	CONSTRAINT pk_engagements PRIMARY KEY (id), 
	CONSTRAINT ck_engagements_direction CHECK ("direction" IN ('outward', 'inward', 'mutual')), 
	CONSTRAINT ck_engagements_status CHECK ("status" IN ('enquiry', 'in_discussion', 'agreed', 'active', 'reducing', 'completed', 'suspended', 'declined', 'ended_early')), 
	CONSTRAINT fk_engagements_authority FOREIGN KEY(authority) REFERENCES authorities (authority) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_engagements_programme FOREIGN KEY(programme) REFERENCES programmes (programme) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_engagements_lead FOREIGN KEY(lead) REFERENCES people (person) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT uq_engagements_engagement UNIQUE (engagement)
)
 STRICT;
CREATE INDEX ix_engagements_authority ON engagements (authority);
CREATE TABLE invoice_lines (
	number TEXT NOT NULL, 
	n INTEGER NOT NULL, 
	description TEXT NOT NULL, 
	quantity TEXT NOT NULL, 
	unit TEXT NOT NULL, 
	unit_price INTEGER NOT NULL, 
	net INTEGER NOT NULL, 
	vat_code TEXT NOT NULL, 
	vat_rate TEXT, 
	CONSTRAINT pk_invoice_lines PRIMARY KEY (number, n), 
	CONSTRAINT fk_invoice_lines_number FOREIGN KEY(number) REFERENCES invoices (number) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID,
 STRICT;
CREATE TABLE logins (
	id INTEGER NOT NULL, 
	version INTEGER DEFAULT '1' NOT NULL, 
	login TEXT NOT NULL, 
	person TEXT NOT NULL, 
	source TEXT, 
	source_ref TEXT, 
	quote TEXT, 
	note TEXT, 
	CONSTRAINT pk_logins PRIMARY KEY (id), 
	CONSTRAINT fk_logins_person FOREIGN KEY(person) REFERENCES people (person) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT uq_logins_login UNIQUE (login)
)
 STRICT;
CREATE TABLE posts (
	id INTEGER NOT NULL, 
	version INTEGER DEFAULT '1' NOT NULL, 
	post TEXT NOT NULL, 
	title TEXT NOT NULL, 
	kind TEXT, 
	authority TEXT, 
	tier INTEGER, 
	established_fte INTEGER, 
	statutory_dcs INTEGER, 
	"from" TEXT, 
	"to" TEXT, 
	service TEXT, 
	source TEXT, 
	source_ref TEXT, 
	quote TEXT, 
	note TEXT, 
	CONSTRAINT pk_posts PRIMARY KEY (id), 
	CONSTRAINT ck_posts_kind CHECK ("kind" IN ('post', 'team')), 
	CONSTRAINT ck_posts_statutory_dcs CHECK ("statutory_dcs" IN (0, 1)), 
	CONSTRAINT fk_posts_authority FOREIGN KEY(authority) REFERENCES authorities (authority) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT uq_posts_post UNIQUE (post)
)
 STRICT;
CREATE TABLE rates (
	id INTEGER NOT NULL, 
	version INTEGER DEFAULT '1' NOT NULL, 
	rate TEXT, 
	card TEXT NOT NULL, 
	level TEXT NOT NULL, 
	target TEXT, 
	person TEXT, 
	role TEXT, 
	strand TEXT, 
	unit TEXT NOT NULL, 
	amount INTEGER NOT NULL, 
	"from" TEXT NOT NULL, 
	"to" TEXT, 
	basis TEXT, 
	evidence TEXT, 
	approved_by TEXT, 
	market_low INTEGER, 
	market_high INTEGER, 
	full_cost INTEGER, 
	source TEXT, 
	source_ref TEXT, 
	quote TEXT, 
	note TEXT, 
	CONSTRAINT pk_rates PRIMARY KEY (id), 
	CONSTRAINT ck_rates_level CHECK ("level" IN ('agreement', 'authority', 'programme', 'standard')), 
	CONSTRAINT ck_rates_unit CHECK ("unit" IN ('day', 'hour')), 
	CONSTRAINT ck_rates_basis CHECK ("basis" IN ('market', 'cost_recovery', 'grant_funded', 'free')), 
	CONSTRAINT fk_rates_person FOREIGN KEY(person) REFERENCES people (person) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_rates_strand FOREIGN KEY(strand) REFERENCES strands (strand) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;
CREATE UNIQUE INDEX uq_rates_key ON rates (level, coalesce(target, ''), coalesce(person, ''), coalesce(role, ''), coalesce(strand, ''), "from");
CREATE TABLE roles (
	id INTEGER NOT NULL, 
	version INTEGER DEFAULT '1' NOT NULL, 
	person TEXT NOT NULL, 
	role TEXT NOT NULL, 
	"from" TEXT, 
	"to" TEXT, 
	source TEXT, 
	source_ref TEXT, 
	quote TEXT, 
	note TEXT, 
	CONSTRAINT pk_roles PRIMARY KEY (id), 
	CONSTRAINT fk_roles_person FOREIGN KEY(person) REFERENCES people (person) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;
CREATE UNIQUE INDEX uq_roles_key ON roles (person, role, coalesce("from", ''));
CREATE TABLE standing (
	id INTEGER NOT NULL, 
	version INTEGER DEFAULT '1' NOT NULL, 
	authority TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	"from" TEXT, 
	"to" TEXT, 
	source TEXT, 
	source_ref TEXT, 
	quote TEXT, 
	note TEXT, 
	CONSTRAINT pk_standing PRIMARY KEY (id), 
	CONSTRAINT ck_standing_kind CHECK ("kind" IN ('intervention', 'improvement_notice', 'direction', 'commissioner', 'trust')), 
	CONSTRAINT fk_standing_authority FOREIGN KEY(authority) REFERENCES authorities (authority) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;
CREATE UNIQUE INDEX uq_standing_key ON standing (authority, kind, coalesce("from", ''));
CREATE TABLE agreements (
	id INTEGER NOT NULL, 
	version INTEGER DEFAULT '1' NOT NULL, 
	agreement TEXT NOT NULL, 
	engagement TEXT, 
	programme TEXT, 
	title TEXT, 
	parties TEXT, 
	kind TEXT, 
	state TEXT, 
	legal_basis TEXT, 
	signed_on TEXT, 
	"from" TEXT, 
	"to" TEXT, 
	terms TEXT, 
	po_number TEXT, 
	po_value INTEGER, 
	value_cap INTEGER, 
	days_cap INTEGER, 
	hours_per_day INTEGER, 
	payment_days INTEGER, 
	supply_pattern TEXT, 
	vat_code TEXT, 
	vat_reason TEXT, 
	source TEXT, 
	source_ref TEXT, 
	quote TEXT, 
	note TEXT, 
	CONSTRAINT pk_agreements PRIMARY KEY (id), 
	CONSTRAINT ck_agreements_supply_pattern CHECK ("supply_pattern" IN ('one_off', 'continuous')), 
	CONSTRAINT ck_agreements_vat_code CHECK ("vat_code" IN ('S', 'R', 'Z', 'E', 'O')), 
	CONSTRAINT fk_agreements_engagement FOREIGN KEY(engagement) REFERENCES engagements (engagement) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_agreements_programme FOREIGN KEY(programme) REFERENCES programmes (programme) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT uq_agreements_agreement UNIQUE (agreement)
)
 STRICT;
CREATE INDEX ix_agreements_engagement ON agreements (engagement);
CREATE TABLE decisions (
	id INTEGER NOT NULL, 
	version INTEGER DEFAULT '1' NOT NULL, 
	decision TEXT NOT NULL, 
	engagement TEXT, 
	"on" TEXT NOT NULL, 
	what TEXT NOT NULL, 
	reason TEXT, 
	"by" TEXT, 
	source TEXT, 
	source_ref TEXT, 
	quote TEXT, 
	note TEXT, 
	CONSTRAINT pk_decisions PRIMARY KEY (id), 
	CONSTRAINT fk_decisions_engagement FOREIGN KEY(engagement) REFERENCES engagements (engagement) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT uq_decisions_decision UNIQUE (decision)
)
 STRICT;
CREATE TABLE engagement_strands (
	id INTEGER NOT NULL, 
	version INTEGER DEFAULT '1' NOT NULL, 
	engagement TEXT NOT NULL, 
	strand TEXT NOT NULL, 
	seq INTEGER, 
	planned_days INTEGER, 
	objective TEXT, 
	lead TEXT, 
	basis TEXT, 
	source TEXT, 
	source_ref TEXT, 
	quote TEXT, 
	note TEXT, 
	CONSTRAINT pk_engagement_strands PRIMARY KEY (id), 
	CONSTRAINT fk_engagement_strands_engagement FOREIGN KEY(engagement) REFERENCES engagements (engagement) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_engagement_strands_strand FOREIGN KEY(strand) REFERENCES strands (strand) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;
CREATE UNIQUE INDEX uq_engagement_strands_key ON engagement_strands (engagement, strand);
CREATE TABLE events (
	id INTEGER NOT NULL, 
	version INTEGER DEFAULT '1' NOT NULL, 
	event TEXT NOT NULL, 
	title TEXT NOT NULL, 
	kind TEXT, 
	date TEXT, 
	"to" TEXT, 
	place TEXT, 
	topics TEXT, 
	engagement TEXT, 
	attendance_text TEXT, 
	source TEXT, 
	source_ref TEXT, 
	quote TEXT, 
	note TEXT, 
	CONSTRAINT pk_events PRIMARY KEY (id), 
	CONSTRAINT fk_events_engagement FOREIGN KEY(engagement) REFERENCES engagements (engagement) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT uq_events_event UNIQUE (event)
)
 STRICT;
CREATE TABLE grants (
	id INTEGER NOT NULL, 
	version INTEGER DEFAULT '1' NOT NULL, 
	grant TEXT NOT NULL, 
	name TEXT NOT NULL, 
	kind TEXT, 
	funder TEXT, 
	programme TEXT, 
	engagement TEXT, 
	amount INTEGER, 
	amount_text TEXT, 
	part_of TEXT, 
	"from" TEXT, 
	"to" TEXT, 
	restricted_to TEXT, 
	per_day INTEGER, 
	source TEXT, 
	source_ref TEXT, 
	quote TEXT, 
	note TEXT, 
	CONSTRAINT pk_grants PRIMARY KEY (id), 
	CONSTRAINT ck_grants_kind CHECK ("kind" IN ('grant', 'match', 'part', 'aggregate', 'income')), 
	CONSTRAINT ck_grants_restricted_to CHECK ("restricted_to" IN ('cover', 'delivery')), 
	CONSTRAINT fk_grants_programme FOREIGN KEY(programme) REFERENCES programmes (programme) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_grants_engagement FOREIGN KEY(engagement) REFERENCES engagements (engagement) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_grants_part_of FOREIGN KEY(part_of) REFERENCES grants (grant) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT uq_grants_grant UNIQUE (grant)
)
 STRICT;
CREATE TABLE holdings (
	id INTEGER NOT NULL, 
	version INTEGER DEFAULT '1' NOT NULL, 
	post TEXT NOT NULL, 
	person TEXT, 
	holder TEXT, 
	fte INTEGER, 
	"from" TEXT, 
	"to" TEXT, 
	capacity TEXT, 
	source TEXT, 
	source_ref TEXT, 
	quote TEXT, 
	note TEXT, 
	CONSTRAINT pk_holdings PRIMARY KEY (id), 
	CONSTRAINT ck_holdings_capacity CHECK ("capacity" IN ('substantive', 'interim', 'designated')), 
	CONSTRAINT fk_holdings_post FOREIGN KEY(post) REFERENCES posts (post) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_holdings_person FOREIGN KEY(person) REFERENCES people (person) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;
CREATE UNIQUE INDEX uq_holdings_key ON holdings (post, coalesce(person, holder, ''), coalesce("from", ''));
CREATE TABLE invoice_items (
	number TEXT NOT NULL, 
	n INTEGER NOT NULL, 
	noun TEXT NOT NULL, 
	code TEXT NOT NULL, 
	"from" TEXT NOT NULL, 
	date TEXT NOT NULL, 
	quantity TEXT NOT NULL, 
	CONSTRAINT pk_invoice_items PRIMARY KEY (number, n, noun, code, "from"), 
	CONSTRAINT fk_invoice_items_number FOREIGN KEY(number, n) REFERENCES invoice_lines (number, n) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID,
 STRICT;
CREATE INDEX ix_invoice_items_noun_code ON invoice_items (noun, code);
CREATE TABLE journey (
	id INTEGER NOT NULL, 
	version INTEGER DEFAULT '1' NOT NULL, 
	seq INTEGER NOT NULL, 
	date TEXT, 
	"to" TEXT, 
	title TEXT NOT NULL, 
	category TEXT, 
	authority TEXT, 
	engagement TEXT, 
	source TEXT, 
	source_ref TEXT, 
	quote TEXT, 
	note TEXT, 
	CONSTRAINT pk_journey PRIMARY KEY (id), 
	CONSTRAINT fk_journey_authority FOREIGN KEY(authority) REFERENCES authorities (authority) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_journey_engagement FOREIGN KEY(engagement) REFERENCES engagements (engagement) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT uq_journey_seq UNIQUE (seq)
)
 STRICT;
CREATE TABLE measures (
	id INTEGER NOT NULL, 
	version INTEGER DEFAULT '1' NOT NULL, 
	measure TEXT NOT NULL, 
	engagement TEXT, 
	name TEXT NOT NULL, 
	quadrant TEXT, 
	unit TEXT, 
	baseline INTEGER, 
	target INTEGER, 
	direction TEXT, 
	source TEXT, 
	source_ref TEXT, 
	quote TEXT, 
	note TEXT, 
	CONSTRAINT pk_measures PRIMARY KEY (id), 
	CONSTRAINT ck_measures_quadrant CHECK ("quadrant" IN ('how_much', 'how_well', 'better_off')), 
	CONSTRAINT fk_measures_engagement FOREIGN KEY(engagement) REFERENCES engagements (engagement) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT uq_measures_measure UNIQUE (measure)
)
 STRICT;
CREATE TABLE phases (
	id INTEGER NOT NULL, 
	version INTEGER DEFAULT '1' NOT NULL, 
	engagement TEXT NOT NULL, 
	seq INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	state TEXT, 
	"from" TEXT, 
	"to" TEXT, 
	duration TEXT, 
	condition TEXT, 
	planned_days INTEGER, 
	source TEXT, 
	source_ref TEXT, 
	quote TEXT, 
	note TEXT, 
	CONSTRAINT pk_phases PRIMARY KEY (id), 
	CONSTRAINT fk_phases_engagement FOREIGN KEY(engagement) REFERENCES engagements (engagement) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;
CREATE UNIQUE INDEX uq_phases_key ON phases (engagement, seq);
CREATE TABLE "plan" (
	id INTEGER NOT NULL, 
	version INTEGER DEFAULT '1' NOT NULL, 
	item TEXT NOT NULL, 
	engagement TEXT, 
	theme TEXT, 
	outcome TEXT, 
	priority TEXT, 
	lead TEXT, 
	action TEXT, 
	milestone TEXT, 
	due TEXT, 
	done_on TEXT, 
	rag TEXT, 
	evidence TEXT, 
	source TEXT, 
	source_ref TEXT, 
	quote TEXT, 
	note TEXT, 
	CONSTRAINT pk_plan PRIMARY KEY (id), 
	CONSTRAINT fk_plan_engagement FOREIGN KEY(engagement) REFERENCES engagements (engagement) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT uq_plan_item UNIQUE (item)
)
 STRICT;
CREATE TABLE activities (
	id INTEGER NOT NULL, 
	version INTEGER DEFAULT '1' NOT NULL, 
	activity TEXT NOT NULL, 
	date TEXT NOT NULL, 
	person TEXT NOT NULL, 
	engagement TEXT NOT NULL, 
	agreement TEXT, 
	strand TEXT, 
	kind TEXT, 
	quantity INTEGER NOT NULL, 
	unit TEXT NOT NULL, 
	summary TEXT, 
	charge_percent INTEGER, 
	grant_percent INTEGER, 
	contributed_percent INTEGER, 
	grant TEXT, 
	unit_price INTEGER, 
	price_reason TEXT, 
	delivered INTEGER, 
	source TEXT, 
	source_ref TEXT, 
	quote TEXT, 
	note TEXT, 
	CONSTRAINT pk_activities PRIMARY KEY (id), 
	CONSTRAINT ck_activities_unit CHECK ("unit" IN ('day', 'hour')), 
	CONSTRAINT ck_activities_delivered CHECK ("delivered" IN (0, 1)), 
	CONSTRAINT fk_activities_person FOREIGN KEY(person) REFERENCES people (person) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_activities_engagement FOREIGN KEY(engagement) REFERENCES engagements (engagement) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_activities_agreement FOREIGN KEY(agreement) REFERENCES agreements (agreement) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_activities_strand FOREIGN KEY(strand) REFERENCES strands (strand) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_activities_grant FOREIGN KEY(grant) REFERENCES grants (grant) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT uq_activities_activity UNIQUE (activity)
)
 STRICT;
CREATE INDEX ix_activities_date ON activities (date, id);
CREATE INDEX ix_activities_engagement ON activities (engagement, date);
CREATE INDEX ix_activities_person ON activities (person, date);
CREATE TABLE attendance (
	id INTEGER NOT NULL, 
	version INTEGER DEFAULT '1' NOT NULL, 
	event TEXT NOT NULL, 
	authority TEXT NOT NULL, 
	people INTEGER, 
	source TEXT, 
	source_ref TEXT, 
	quote TEXT, 
	note TEXT, 
	CONSTRAINT pk_attendance PRIMARY KEY (id), 
	CONSTRAINT fk_attendance_event FOREIGN KEY(event) REFERENCES events (event) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_attendance_authority FOREIGN KEY(authority) REFERENCES authorities (authority) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;
CREATE INDEX ix_attendance_authority ON attendance (authority);
CREATE UNIQUE INDEX uq_attendance_key ON attendance (event, authority);
CREATE TABLE charges (
	id INTEGER NOT NULL, 
	version INTEGER DEFAULT '1' NOT NULL, 
	charge TEXT NOT NULL, 
	date TEXT NOT NULL, 
	engagement TEXT NOT NULL, 
	agreement TEXT, 
	kind TEXT, 
	description TEXT NOT NULL, 
	quantity INTEGER NOT NULL, 
	unit TEXT, 
	unit_price INTEGER NOT NULL, 
	vat_code TEXT, 
	vat_reason TEXT, 
	source TEXT, 
	source_ref TEXT, 
	quote TEXT, 
	note TEXT, 
	CONSTRAINT pk_charges PRIMARY KEY (id), 
	CONSTRAINT ck_charges_kind CHECK ("kind" IN ('instalment', 'course', 'event', 'resource', 'cancellation')), 
	CONSTRAINT ck_charges_vat_code CHECK ("vat_code" IN ('S', 'R', 'Z', 'E', 'O')), 
	CONSTRAINT fk_charges_engagement FOREIGN KEY(engagement) REFERENCES engagements (engagement) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_charges_agreement FOREIGN KEY(agreement) REFERENCES agreements (agreement) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT uq_charges_charge UNIQUE (charge)
)
 STRICT;
CREATE INDEX ix_charges_engagement ON charges (engagement);
CREATE TABLE costs (
	id INTEGER NOT NULL, 
	version INTEGER DEFAULT '1' NOT NULL, 
	cost TEXT NOT NULL, 
	date TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	engagement TEXT, 
	post TEXT, 
	grant TEXT, 
	description TEXT NOT NULL, 
	amount INTEGER NOT NULL, 
	purpose TEXT, 
	source TEXT, 
	source_ref TEXT, 
	quote TEXT, 
	note TEXT, 
	CONSTRAINT pk_costs PRIMARY KEY (id), 
	CONSTRAINT ck_costs_kind CHECK ("kind" IN ('cover', 'delivery', 'reinvestment', 'income')), 
	CONSTRAINT fk_costs_engagement FOREIGN KEY(engagement) REFERENCES engagements (engagement) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_costs_post FOREIGN KEY(post) REFERENCES posts (post) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_costs_grant FOREIGN KEY(grant) REFERENCES grants (grant) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT uq_costs_cost UNIQUE (cost)
)
 STRICT;
CREATE TABLE cover (
	id INTEGER NOT NULL, 
	version INTEGER DEFAULT '1' NOT NULL, 
	cover TEXT NOT NULL, 
	post TEXT, 
	kind TEXT, 
	person TEXT, 
	from_post TEXT, 
	absorbed INTEGER, 
	fraction INTEGER, 
	pattern TEXT, 
	"from" TEXT, 
	"to" TEXT, 
	state TEXT, 
	designated_dcs INTEGER, 
	cost_kind TEXT, 
	cost_amount INTEGER, 
	cost_unit TEXT, 
	grant TEXT, 
	approved_by TEXT, 
	reason TEXT, 
	source TEXT, 
	source_ref TEXT, 
	quote TEXT, 
	note TEXT, 
	CONSTRAINT pk_cover PRIMARY KEY (id), 
	CONSTRAINT ck_cover_kind CHECK ("kind" IN ('acting_up', 'backfill', 'agency_interim', 'shared_duties', 'no_cover_accepted')), 
	CONSTRAINT ck_cover_absorbed CHECK ("absorbed" IN (0, 1)), 
	CONSTRAINT ck_cover_state CHECK ("state" IN ('proposed', 'confirmed', 'in_place', 'ended')), 
	CONSTRAINT ck_cover_designated_dcs CHECK ("designated_dcs" IN (0, 1)), 
	CONSTRAINT ck_cover_cost_kind CHECK ("cost_kind" IN ('honorarium', 'acting_allowance', 'agency', 'salary')), 
	CONSTRAINT ck_cover_cost_unit CHECK ("cost_unit" IN ('once', 'month', 'day')), 
	CONSTRAINT fk_cover_post FOREIGN KEY(post) REFERENCES posts (post) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_cover_person FOREIGN KEY(person) REFERENCES people (person) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_cover_from_post FOREIGN KEY(from_post) REFERENCES posts (post) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_cover_grant FOREIGN KEY(grant) REFERENCES grants (grant) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT uq_cover_cover UNIQUE (cover)
)
 STRICT;
CREATE TABLE drafts (
	draft INTEGER NOT NULL, 
	engagement TEXT NOT NULL, 
	agreement TEXT NOT NULL, 
	period_from TEXT NOT NULL, 
	period_to TEXT NOT NULL, 
	grouping TEXT NOT NULL, 
	outside INTEGER NOT NULL, 
	made_on TEXT NOT NULL, 
	CONSTRAINT pk_drafts PRIMARY KEY (draft), 
	CONSTRAINT fk_drafts_engagement FOREIGN KEY(engagement) REFERENCES engagements (engagement), 
	CONSTRAINT fk_drafts_agreement FOREIGN KEY(agreement) REFERENCES agreements (agreement)
)
 STRICT;
CREATE TABLE expenses (
	id INTEGER NOT NULL, 
	version INTEGER DEFAULT '1' NOT NULL, 
	expense TEXT NOT NULL, 
	date TEXT NOT NULL, 
	engagement TEXT NOT NULL, 
	agreement TEXT, 
	person TEXT, 
	description TEXT NOT NULL, 
	quantity INTEGER NOT NULL, 
	unit TEXT, 
	unit_price INTEGER NOT NULL, 
	chargeable INTEGER, 
	source TEXT, 
	source_ref TEXT, 
	quote TEXT, 
	note TEXT, 
	CONSTRAINT pk_expenses PRIMARY KEY (id), 
	CONSTRAINT ck_expenses_chargeable CHECK ("chargeable" IN (0, 1)), 
	CONSTRAINT fk_expenses_engagement FOREIGN KEY(engagement) REFERENCES engagements (engagement) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_expenses_agreement FOREIGN KEY(agreement) REFERENCES agreements (agreement) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_expenses_person FOREIGN KEY(person) REFERENCES people (person) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT uq_expenses_expense UNIQUE (expense)
)
 STRICT;
CREATE INDEX ix_expenses_engagement ON expenses (engagement);
CREATE TABLE grant_budget (
	id INTEGER NOT NULL, 
	version INTEGER DEFAULT '1' NOT NULL, 
	grant TEXT NOT NULL, 
	line TEXT NOT NULL, 
	year TEXT NOT NULL, 
	funder TEXT NOT NULL, 
	amount INTEGER NOT NULL, 
	printed_total INTEGER, 
	source TEXT, 
	source_ref TEXT, 
	quote TEXT, 
	note TEXT, 
	CONSTRAINT pk_grant_budget PRIMARY KEY (id), 
	CONSTRAINT ck_grant_budget_printed_total CHECK ("printed_total" IN (0, 1)), 
	CONSTRAINT fk_grant_budget_grant FOREIGN KEY(grant) REFERENCES grants (grant) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;
CREATE UNIQUE INDEX uq_grant_budget_key ON grant_budget (grant, line, year, funder);
CREATE TABLE readings (
	id INTEGER NOT NULL, 
	version INTEGER DEFAULT '1' NOT NULL, 
	measure TEXT NOT NULL, 
	date TEXT NOT NULL, 
	value INTEGER NOT NULL, 
	source TEXT, 
	source_ref TEXT, 
	quote TEXT, 
	note TEXT, 
	CONSTRAINT pk_readings PRIMARY KEY (id), 
	CONSTRAINT fk_readings_measure FOREIGN KEY(measure) REFERENCES measures (measure) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;
CREATE UNIQUE INDEX uq_readings_key ON readings (measure, date);
CREATE TABLE secondments (
	id INTEGER NOT NULL, 
	version INTEGER DEFAULT '1' NOT NULL, 
	secondment TEXT NOT NULL, 
	person TEXT, 
	home_post TEXT NOT NULL, 
	authority TEXT, 
	engagement TEXT, 
	kind TEXT, 
	host_role TEXT, 
	"from" TEXT, 
	"to" TEXT, 
	to_is_expected INTEGER, 
	fraction INTEGER, 
	pattern TEXT, 
	agreement TEXT, 
	notice_days INTEGER, 
	review_on TEXT, 
	charge_basis TEXT, 
	charge_amount INTEGER, 
	annual_salary INTEGER, 
	state TEXT, 
	source TEXT, 
	source_ref TEXT, 
	quote TEXT, 
	note TEXT, 
	CONSTRAINT pk_secondments PRIMARY KEY (id), 
	CONSTRAINT ck_secondments_kind CHECK ("kind" IN ('secondment', 'joint_role', 'redeployment')), 
	CONSTRAINT ck_secondments_to_is_expected CHECK ("to_is_expected" IN (0, 1)), 
	CONSTRAINT ck_secondments_charge_basis CHECK ("charge_basis" IN ('none', 'monthly', 'daily', 'percent_of_salary', 'grant')), 
	CONSTRAINT ck_secondments_state CHECK ("state" IN ('proposed', 'confirmed', 'ended')), 
	CONSTRAINT fk_secondments_person FOREIGN KEY(person) REFERENCES people (person) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_secondments_home_post FOREIGN KEY(home_post) REFERENCES posts (post) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_secondments_authority FOREIGN KEY(authority) REFERENCES authorities (authority) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_secondments_engagement FOREIGN KEY(engagement) REFERENCES engagements (engagement) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_secondments_agreement FOREIGN KEY(agreement) REFERENCES agreements (agreement) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT uq_secondments_secondment UNIQUE (secondment)
)
 STRICT;
CREATE TABLE holds (
	noun TEXT NOT NULL, 
	code TEXT NOT NULL, 
	"from" TEXT NOT NULL, 
	"to" TEXT NOT NULL, 
	draft INTEGER, 
	number TEXT, 
	CONSTRAINT pk_holds PRIMARY KEY (noun, code, "from"), 
	CONSTRAINT ck_holds_one_holder CHECK ((draft IS NULL) <> (number IS NULL)), 
	CONSTRAINT fk_holds_draft FOREIGN KEY(draft) REFERENCES drafts (draft)
)
 WITHOUT ROWID,
 STRICT;
CREATE INDEX ix_holds_draft ON holds (draft);
CREATE INDEX ix_holds_number ON holds (number);
